// Moving people: by drag, by the card's menu, by key. All three end in move().
import Sortable from "sortablejs";
import { announce, each, icon, make, noteFrom, post, words } from "./core.js";
import { applyFragments, htmx } from "./htmx.js";
import { askReason } from "./reason.js";
import { openMenu } from "./menu.js";

const CARD = ".hr-card[data-move-url]";
const columnOf = (card) => card.closest(".hr-colm[data-stage-id]");
const listOf = (column) => column.querySelector("ol");
const nameOf = (card) => card.querySelector(".hr-card-h a")?.textContent.trim() ?? "";
const stageOf = (column) => column.dataset.stageName ?? column.getAttribute("aria-label") ?? "";

export function startBoard(scope) {
  each(scope, ".hr-board[data-hr-board]", (board) => {
    board.addEventListener("click", (event) => {
      const button = event.target.closest("[data-hr-move]");
      if (button) { event.preventDefault(); openStageMenu(button.closest(CARD), button); }
    });
  });
  each(scope, ".hr-board[data-hr-board] .hr-colm[data-stage-id] > ol", sortableColumn);
}

function sortableColumn(list) {
  let home = null;
  Sortable.create(list, {
    group: "hr-stages", draggable: CARD, animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    filter: "input, button, .hr-card-m", preventOnFilter: false, delay: 180, delayOnTouchOnly: true, sort: false,
    onChoose: ({ item }) => { item.cloneNode = cloneUnstyled; },
    onStart: ({ item }) => { home = placeOf(item); },
    onMove: ({ to }) => to.closest(".hr-colm")?.dataset.locked === undefined,
    onEnd: ({ item, to }) => { const column = to.closest(".hr-colm"); if (column !== home.column) move(item, column, home); },
  });
}

// Sortable marks a card by its style before it copies it: a style attribute in a copy is what a strict policy reports.
function cloneUnstyled(deep) {
  const held = this.style.cssText;
  this.removeAttribute("style");
  const copy = Node.prototype.cloneNode.call(this, deep);
  this.style.cssText = held;
  return copy;
}

/** Where a card stands, to bring it back to. */
function placeOf(card) { return { column: columnOf(card), list: card.parentElement, next: card.nextElementSibling }; }

function putBack(card, home) { home.list.insertBefore(card, home.next?.parentElement === home.list ? home.next : null); }

/**
 * Moves `card` to `column` and tells the server. POST card[data-move-url] with stage_id, version (and reason).
 * 200 carries out-of-band fragments; 409 and 422 carry a note, and the card goes back to `home`.
 */
export async function move(card, column, home = placeOf(card)) {
  const fields = { stage_id: column.dataset.stageId, version: card.dataset.version ?? "" };
  if (column.dataset.reason !== undefined) {
    const reason = await askReason(card, column.dataset.reason || stageOf(column));
    if (reason === null) { putBack(card, home); return false; }
    fields.reason = reason;
  }
  if (card.parentElement !== listOf(column)) listOf(column).prepend(card);
  removeNote(card);
  card.setAttribute("aria-busy", "true");
  const answer = await post(card.dataset.moveUrl, fields, card);
  card.removeAttribute("aria-busy");
  if (!answer.ok) { refuse(card, home, answer); return false; }
  announce(words("moved", { name: nameOf(card), stage: stageOf(column) }, card));
  // What the drag left on it: htmx would copy the attribute to the new card, against a strict policy.
  card.removeAttribute("style");
  const focused = card.contains(document.activeElement);
  applyFragments(answer.text, card);
  if (focused) document.getElementById(card.id)?.querySelector(".hr-card-h a")?.focus();
  htmx.trigger(column, "hr:moved", { card: card.id, from: home.column.dataset.stageId, to: column.dataset.stageId });
  return true;
}

function refuse(card, home, answer) {
  putBack(card, home);
  const note = noteFrom(answer, card);
  const close = make("button.hr-btn.hr-btn--quiet.hr-btn--icon.hr-btn--sm.hr-end", { type: "button", "aria-label": words("close", {}, card) }, icon("x"));
  close.addEventListener("click", () => { removeNote(card); card.querySelector(".hr-card-h a")?.focus(); });
  note.append(close);
  card.insertAdjacentElement("afterend", make("li.hr-cardnote", { "data-hr-for": card.id }, note));
  htmx.process(note);
  card.scrollIntoView({ block: "nearest" });
  announce(`${words("stays", { name: nameOf(card), stage: stageOf(home.column) }, card)} ${note.textContent.trim()}`);
}

function removeNote(card) {
  const note = card.nextElementSibling;
  if (note?.matches(".hr-cardnote")) note.remove();
}

/** The menu twin of dragging: every stage with its number. */
export function openStageMenu(card, anchor = card) {
  if (!card) return;
  const columns = [...card.closest(".hr-board").querySelectorAll(".hr-colm[data-stage-id]")];
  openMenu(anchor, words("move_to", {}, card), columns.map((column, index) => ({
    label: stageOf(column), key: String(index + 1), glyph: column === columnOf(card) ? "check" : "arrow-right",
    disabled: column === columnOf(card) || column.dataset.locked !== undefined,
    run: () => move(card, column),
  })));
}
