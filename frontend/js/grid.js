// The plan's table as a grid: one stop for Tab, arrows between cells, Enter opens. M lifts an interview, arrows look for a
// place, N jumps to the next that is free, Enter puts it down, Esc leaves it; L locks it. The mouse drags, see drag.js.
import { announce, each, noteFrom, post, words } from "./core.js";
import { startDrag } from "./drag.js";
import { applyFragments } from "./htmx.js";
import { matrixOf, step } from "./matrix.js";
import { askPlaces, clearPlaces, markPlaces, nameOf } from "./places.js";

export function startGrid(scope) {
  each(scope, "table[data-hr-grid]", (table) => startDrag(table, new Grid(table)));
}

const allowed = (cell) => Boolean(cell?.dataset.slotId) && !cell.dataset.why;

export class Grid {
  constructor(table) {
    this.table = table;
    this.rows = [...table.tBodies[0].rows].filter((row) => !row.matches(".hr-noon, .hr-who"));
    this.matrix = matrixOf(this.rows.map((row) => [...row.cells].filter((cell) => cell.tagName === "TD").map((cell) => ({ cell, rows: this.reach(row, cell), columns: cell.colSpan }))));
    this.moving = null;
    this.at = this.start();
    for (const cell of table.querySelectorAll("tbody td")) for (const stop of [cell, ...cell.querySelectorAll("a")]) stop.tabIndex = -1;
    this.stop().tabIndex = 0;
    table.addEventListener("keydown", (event) => this.onKey(event));
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
    if (this.moving) this.say(this.cell());
  }

  /** What a cell would be for whoever is lifted. */
  say(cell) {
    if (cell.dataset.why) announce(words("not_here", { why: cell.dataset.why }, this.table));
    else if ("ok" in cell.dataset) announce(words("fits_here", {}, this.table));
  }

  onKey(event) {
    const last = this.matrix[this.at.y].length - 1;
    const moves = { ArrowUp: () => step(this.matrix, this.at.x, this.at.y, 0, -1), ArrowDown: () => step(this.matrix, this.at.x, this.at.y, 0, 1), ArrowLeft: () => step(this.matrix, this.at.x, this.at.y, -1, 0), ArrowRight: () => step(this.matrix, this.at.x, this.at.y, 1, 0), Home: () => ({ x: 0, y: this.at.y }), End: () => ({ x: last, y: this.at.y }) };
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[key]) this.go(moves[key]());
    else if (this.moving && key === "Enter") this.drop(this.cell(), true);
    else if (this.moving && key === "Escape") this.cancel();
    else if (this.moving && key === "n") this.go(this.next());
    else if (!this.moving && key === "m" && this.cell().dataset.moveUrl) this.lift(this.cell());
    else if (!this.moving && key === "l" && this.cell().dataset.lockUrl) this.lock(this.cell());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** The next free place after this one, row by row; round the end to the first. */
  next() {
    const width = this.matrix[0].length;
    const here = this.at.y * width + this.at.x;
    const all = this.matrix.length * width;
    for (let n = 1; n <= all; n += 1) {
      const place = { y: Math.floor(((here + n) % all) / width), x: (here + n) % width };
      const cell = this.matrix[place.y]?.[place.x];
      if (cell && "ok" in cell.dataset && cell !== this.cell()) return place;
    }
    return null;
  }

  /** Takes an interview up, from the table or from a list beside it, and asks the server once where it may go. */
  async lift(lifted) {
    this.moving = lifted;
    lifted.toggleAttribute("data-moving", true);
    announce(words("moving", { name: nameOf(lifted) }, this.table));
    if (!lifted.dataset.placesUrl) return;
    const found = await askPlaces(lifted);
    if (this.moving !== lifted || !found) return;
    markPlaces(this.table, lifted, found.slots);
    announce(words("places", { name: nameOf(lifted), n: found.free }, this.table));
  }

  /** Ends the lift; returns what was lifted. */
  release() {
    const lifted = this.moving;
    lifted?.removeAttribute("data-moving");
    if (lifted?.dataset.placesUrl) clearPlaces(this.table);
    this.moving = null;
    return lifted;
  }

  cancel() {
    this.release();
    announce(words("move_cancelled", {}, this.table));
  }

  /** POST data-move-url with slot_id and version; the answer's fragments redraw the plan, a refusal shows above it. */
  async drop(target, byKey = false) {
    if (!allowed(target)) { this.refuse(target?.dataset.why ?? words("no_slot", {}, this.table), byKey); return; }
    const from = this.release();
    await this.send(from.dataset.moveUrl, { slot_id: target.dataset.slotId, version: from.dataset.version ?? "" }, from, byKey);
  }

  async lock(cell) {
    await this.send(cell.dataset.lockUrl, { on: "locked" in cell.dataset ? "0" : "1", version: cell.dataset.version ?? "" }, cell, true);
  }

  async send(url, fields, from, byKey) {
    from.setAttribute("aria-busy", "true");
    const answer = await post(url, fields, from);
    from.removeAttribute("aria-busy");
    this.note(null);
    if (answer.ok) {
      applyFragments(answer.text, this.table);
      if (byKey) document.querySelector(".hr-recruit table[data-hr-grid] td[data-pick] a")?.focus();
      return;
    }
    this.note(noteFrom(answer, this.table));
  }

  /** A forbidden cell says why and changes nothing; by key the interview stays in the hand. */
  refuse(why, byKey) {
    const sentence = words("not_here", { why }, this.table);
    if (byKey) { announce(sentence); return; }
    const lifted = this.release();
    this.note(noteFrom({ status: 422, type: "", text: "" }, this.table), `${nameOf(lifted)}：${sentence}`);
  }

  /** The one note above the table; null takes it away. */
  note(note, text = "") {
    const sheet = this.table.parentElement;
    if (sheet.previousElementSibling?.dataset.hrMove !== undefined) sheet.previousElementSibling.remove();
    if (!note) return;
    note.dataset.hrMove = "";
    if (text) { note.dataset.s = "warn"; note.lastElementChild.textContent = text; }
    sheet.insertAdjacentElement("beforebegin", note);
    announce(note.textContent.trim());
  }
}
