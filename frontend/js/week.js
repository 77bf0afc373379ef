// A week in hours: the mouse paints over cells, arrows walk, a day's head picks the day. Without the script every box still ticks.
import { each, words } from "./core.js";

export function startWeek(scope) {
  each(scope, "table[data-hr-week]", (table) => new Week(table));
}

/** Where an arrow leads in a grid of rows; stays where there is nothing. */
export function neighbour(rows, row, column, key) {
  const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key] ?? [0, 0];
  for (let r = row + down, c = column + right; rows[r] && c >= 0 && c < rows[r].length && (down || right); r += down, c += right) if (rows[r][c]) return rows[r][c];
  return rows[row]?.[column] ?? null;
}

class Week {
  constructor(table) {
    this.table = table;
    this.rows = [...table.tBodies[0].rows].map((row) => [...row.cells].slice(1).map((cell) => cell.querySelector("input")));
    this.painting = null;
    this.boxes = this.rows.flat().filter(Boolean);
    // The cells say it all from here on: a day's head is a way to tick them.
    for (const head of table.tHead.querySelectorAll("input")) head.removeAttribute("name");
    for (const box of this.boxes) box.tabIndex = -1;
    if (this.boxes[0]) this.boxes[0].tabIndex = 0;
    table.addEventListener("keydown", (event) => this.onKey(event));
    table.addEventListener("change", (event) => this.onChange(event.target));
    table.addEventListener("pointerdown", (event) => this.begin(event));
    table.addEventListener("pointerover", (event) => this.paint(event));
    table.addEventListener("click", (event) => this.swallow(event), true);
    window.addEventListener("pointerup", () => { this.painting = null; });
    this.count();
  }

  onKey(event) {
    const row = this.rows.findIndex((cells) => cells.includes(event.target));
    if (row < 0 || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    const next = neighbour(this.rows, row, this.rows[row].indexOf(event.target), event.key);
    if (event.shiftKey) { next.checked = event.target.checked; this.count(); }
    this.stop(next);
    next.focus();
  }

  stop(box) {
    for (const other of this.boxes) other.tabIndex = other === box ? 0 : -1;
  }

  onChange(box) {
    if (box.closest("thead")) {
      const column = box.closest("th").cellIndex - 1;
      for (const cells of this.rows) if (cells[column]) cells[column].checked = box.checked;
    } else this.stop(box);
    this.count();
  }

  /** A finger scrolls the page and taps; only a mouse or pen paints. */
  begin(event) {
    const box = event.target.closest("td")?.querySelector("input[name=cell]");
    if (!box || event.pointerType === "touch" || event.button !== 0) return;
    event.preventDefault();
    this.painting = !box.checked;
    this.painted = true;
    box.checked = this.painting;
    box.focus();
    this.stop(box);
    this.count();
  }

  paint(event) {
    if (this.painting === null) return;
    const box = event.target.closest("td")?.querySelector("input[name=cell]");
    if (box) { box.checked = this.painting; this.count(); }
  }

  /** The click that ends a stroke would turn its last cell round again. */
  swallow(event) {
    if (this.painted && event.detail > 0 && event.target.closest("td")) { event.preventDefault(); }
    this.painted = false;
  }

  count() {
    const place = document.querySelector("[data-hr-week-count]");
    const n = this.boxes.filter((box) => box.checked).length;
    if (place) place.textContent = n ? words("hours_picked", { n }, this.table) : "";
  }
}
