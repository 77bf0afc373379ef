// Which cells of a plan would take the interview that is in somebody's hand: asked for once, drawn on the cells.
import { headers } from "./core.js";

/** Whose interview it is; a lock beside the name is no part of it. */
export const nameOf = (lifted) => lifted.querySelector("a")?.firstChild?.textContent.trim() || lifted.textContent.trim();

/** {slots: {slot id: null or why not}, free: number}; null when the server did not say: it decides at the drop. */
export async function askPlaces(lifted) {
  try {
    const answer = await fetch(lifted.dataset.placesUrl, { headers: headers(lifted), credentials: "same-origin" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

export function markPlaces(table, lifted, slots) {
  for (const cell of table.querySelectorAll("td[data-slot-id]")) {
    const why = slots[cell.dataset.slotId];
    if (cell === lifted || why === undefined) continue;
    if (why === null) cell.dataset.ok = "";
    else { cell.dataset.why = why; cell.title = why; }
  }
}

export function clearPlaces(table) {
  for (const cell of table.querySelectorAll("td[data-slot-id]")) { delete cell.dataset.ok; delete cell.dataset.why; cell.removeAttribute("title"); }
}
