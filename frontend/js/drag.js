// Dragging an interview with the mouse or a pen. Touch scrolls and taps: there the list of places is the way.
import { make, rootOf } from "./core.js";
import { nameOf } from "./places.js";

const FAR = 5; // pixels before a press becomes a drag
const EDGE = 40; // so near the edge of what scrolls it scrolls

/** The press may have begun on a link: letting go must not open it. */
function swallowClick() {
  const swallow = (click) => { click.preventDefault(); click.stopPropagation(); };
  document.addEventListener("click", swallow, { capture: true, once: true });
  window.setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 0);
}

const liftable = (element) => element.closest("td[data-move-url], [data-hr-lift][data-move-url]");

/** `grid` is what lifts and drops; interviews beside the table (`data-hr-lift`) can be dragged into it as well. */
export function startDrag(table, grid) {
  const desk = table.closest("#hr-desk") ?? table;
  desk.addEventListener("pointerdown", (event) => {
    const lifted = event.button === 0 && event.pointerType !== "touch" ? liftable(event.target) : null;
    if (lifted) new Drag(table, grid, lifted, event);
  });
}

class Drag {
  constructor(table, grid, lifted, event) {
    Object.assign(this, { table, grid, lifted, from: { x: event.clientX, y: event.clientY }, label: null, over: null });
    const stop = new AbortController();
    this.end = () => stop.abort();
    const on = (name, act) => document.addEventListener(name, (next) => act.call(this, next), { signal: stop.signal, capture: true });
    on("pointermove", this.move);
    on("pointerup", this.up);
    on("pointercancel", this.leave);
    on("keydown", this.key);
    on("selectstart", (next) => next.preventDefault());
  }

  move(event) {
    const { x, y } = this.from;
    if (!this.label && Math.hypot(event.clientX - x, event.clientY - y) < FAR) return;
    if (!this.label) this.begin();
    this.follow(event);
    this.scroll(event);
    event.preventDefault();
  }

  begin() {
    this.label = make("div.hr-dragged", { "aria-hidden": "true" }, make("b", {}, nameOf(this.lifted)), make("span", {}));
    const root = rootOf(this.table);
    if (getComputedStyle(root).position === "static") root.style.position = "relative";
    root.append(this.label);
    // Why not is known a moment later: the label then says it of the cell it is over.
    this.grid.lift(this.lifted).then(() => { if (this.label?.isConnected) this.follow(this.last); });
  }

  follow(event) {
    this.last = event;
    const base = rootOf(this.table).getBoundingClientRect();
    const cell = document.elementFromPoint(event.clientX, event.clientY)?.closest("td");
    this.over?.removeAttribute("data-over");
    this.over = cell && this.table.contains(cell) ? cell : null;
    this.over?.toggleAttribute("data-over", true);
    this.label.lastElementChild.textContent = this.over?.dataset.why ?? "";
    this.label.toggleAttribute("data-no", Boolean(this.over?.dataset.why));
    this.label.style.left = `${Math.min(event.clientX - base.left + 12, base.width - this.label.offsetWidth - 8)}px`;
    this.label.style.top = `${event.clientY - base.top + 14}px`;
  }

  scroll(event) {
    const pane = this.table.parentElement;
    const { left, right } = pane.getBoundingClientRect();
    if (event.clientX > right - EDGE) pane.scrollLeft += EDGE / 4;
    else if (event.clientX < left + EDGE) pane.scrollLeft -= EDGE / 4;
    if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, EDGE / 4);
    else if (event.clientY < EDGE) window.scrollBy(0, -EDGE / 4);
  }

  up(event) {
    if (!this.label) { this.end(); return; }
    const target = this.over;
    this.clear();
    swallowClick();
    event.preventDefault();
    if (target && target !== this.lifted) this.grid.drop(target);
    else this.grid.cancel();
  }

  key(event) {
    if (event.key !== "Escape" || !this.label) return;
    event.preventDefault();
    event.stopPropagation();
    this.leave();
  }

  leave() {
    const begun = Boolean(this.label);
    this.clear();
    if (begun) this.grid.cancel();
  }

  clear() {
    this.end();
    this.over?.removeAttribute("data-over");
    this.label?.remove();
  }
}
