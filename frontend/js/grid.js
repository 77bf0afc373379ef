// The plan's table as a grid: one stop for Tab, arrows between cells, Enter opens. M lifts an interview, arrows look for a
// place, Enter puts it down, Esc leaves it; the mouse drags. Forbidden cells say why.
import { announce, each, noteFrom, post, words } from "./core.js";
import { applyFragments } from "./htmx.js";
import { matrixOf, step } from "./matrix.js";

export function startGrid(scope) {
  each(scope, "table[data-hr-grid]", (table) => new Grid(table));
}

const allowed = (cell) => Boolean(cell?.dataset.slotId) && !cell.dataset.why;

class Grid {
  constructor(table) {
    this.table = table;
    this.rows = [...table.tBodies[0].rows].filter((row) => !row.matches(".hr-noon, .hr-who"));
    this.matrix = matrixOf(this.rows.map((row) => [...row.cells].filter((cell) => cell.tagName === "TD").map((cell) => ({ cell, rows: this.reach(row, cell), columns: cell.colSpan }))));
    this.moving = null;
    this.at = this.start();
    for (const cell of table.querySelectorAll("tbody td")) for (const stop of [cell, ...cell.querySelectorAll("a")]) stop.tabIndex = -1;
    this.stop().tabIndex = 0;
    table.addEventListener("keydown", (event) => this.onKey(event));
    for (const [name, act] of [["dragstart", "dragStart"], ["dragover", "dragOver"], ["drop", "dragDrop"], ["dragend", "dragEnd"]]) table.addEventListener(name, (event) => this[act](event));
    for (const cell of table.querySelectorAll("td[data-move-url]")) cell.draggable = true;
    table.addEventListener("focusin", (event) => this.follow(event.target.closest("td")));
  }

  /** A rowspan counts the rows that the grid leaves out as well. */
  reach(row, cell) {
    let left = cell.rowSpan;
    let counted = 0;
    for (let next = row; next && left > 0; next = next.nextElementSibling, left -= 1) if (this.rows.includes(next)) counted += 1;
    return counted;
  }

  start() {
    const picked = this.table.querySelector("td[data-pick]") ?? this.table.querySelector("td > a")?.parentElement;
    return this.find(picked) ?? { x: 0, y: 0 };
  }

  find(cell) {
    for (let y = 0; y < this.matrix.length; y += 1) { const x = this.matrix[y].indexOf(cell); if (x !== -1) return { x, y }; }
    return null;
  }

  cell() { return this.matrix[this.at.y]?.[this.at.x]; }
  stop() { return this.cell()?.querySelector("a") ?? this.cell() ?? this.table; }
  follow(cell) { const place = cell && this.find(cell); if (place && this.matrix[this.at.y][this.at.x] !== cell) this.go(place, false); }

  go(place, focus = true) {
    if (!place) return;
    this.stop().tabIndex = -1;
    this.at = place;
    this.stop().tabIndex = 0;
    if (focus) this.stop().focus();
    const why = this.cell().dataset.why;
    if (this.moving && why) announce(words("not_here", { why }, this.table));
  }

  onKey(event) {
    const last = this.matrix[this.at.y].length - 1;
    const moves = { ArrowUp: () => step(this.matrix, this.at.x, this.at.y, 0, -1), ArrowDown: () => step(this.matrix, this.at.x, this.at.y, 0, 1), ArrowLeft: () => step(this.matrix, this.at.x, this.at.y, -1, 0), ArrowRight: () => step(this.matrix, this.at.x, this.at.y, 1, 0), Home: () => ({ x: 0, y: this.at.y }), End: () => ({ x: last, y: this.at.y }) };
    if (moves[event.key]) this.go(moves[event.key]());
    else if (this.moving && event.key === "Enter") this.drop();
    else if (this.moving && event.key === "Escape") this.cancel();
    else if (!this.moving && event.key.toLowerCase() === "m" && this.cell().dataset.moveUrl) this.lift();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  lift(cell = this.cell()) {
    this.moving = cell;
    this.moving.toggleAttribute("data-moving", true);
    announce(words("moving", { name: this.moving.textContent.trim() }, this.table));
  }

  /** Ends the lift; returns what was lifted. */
  release() {
    const cell = this.moving;
    cell?.removeAttribute("data-moving");
    this.moving = null;
    return cell;
  }

  cancel() {
    this.release();
    announce(words("move_cancelled", {}, this.table));
  }

  dragStart(event) {
    const cell = event.target.closest("td[data-move-url]");
    if (!cell) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", cell.textContent.trim());
    this.lift(cell);
  }

  dragOver(event) { if (this.moving && allowed(event.target.closest("td"))) event.preventDefault(); }
  dragEnd() { if (this.moving) this.cancel(); }

  dragDrop(event) {
    event.preventDefault();
    if (this.moving) this.drop(event.target.closest("td"));
  }

  /** POST td[data-move-url] with slot_id and version; the answer's fragments redraw the table, a refusal shows above it. */
  async drop(target = this.cell()) {
    if (!allowed(target)) { announce(words("not_here", { why: target.dataset.why ?? "" }, this.table)); return; }
    const from = this.release();
    const answer = await post(from.dataset.moveUrl, { slot_id: target.dataset.slotId, version: from.dataset.version ?? "" }, from);
    if (answer.ok) { applyFragments(answer.text, this.table); return; }
    const note = noteFrom(answer, this.table);
    this.table.parentElement.insertAdjacentElement("beforebegin", note);
    announce(note.textContent.trim());
  }
}
