// A signature by hand on a canvas, or the typed name for those who cannot or will not draw.
import SignaturePad from "signature_pad";
import { announce, each, make, words } from "./core.js";

export function startSignature(scope) {
  each(scope, "[data-hr-signature]", (region) => new Signature(region, region.dataset.hrSignature));
}

class Signature {
  constructor(region, name) {
    this.region = region;
    this.field = (part) => region.querySelector(`[name="${name}_${part}"]`);
    const holder = region.querySelector("[data-hr-pad]");
    this.canvas = make("canvas", { role: "img", "aria-label": words("sign_here", {}, region) });
    holder.append(this.canvas);
    this.pad = new SignaturePad(this.canvas, { penColor: "#1f1d1a", minWidth: 1.2, maxWidth: 3 });
    this.pad.addEventListener("endStroke", () => this.store());
    region.querySelector("[data-hr-sign-clear]").addEventListener("click", () => this.clear());
    region.querySelector("[data-hr-sign-switch]").addEventListener("click", (event) => this.toggle(event.currentTarget));
    new ResizeObserver(() => this.fit()).observe(holder);
    this.fit();
    this.restore(strokesOf(this.field("path").value));
  }

  /** A page that came back with a complaint about something else brings the signature along. */
  restore(strokes) {
    if (!strokes.length) return;
    this.pad.fromData(strokes);
    this.store();
  }

  /** As many pixels as the screen has, so the line is sharp; strokes are kept over a turn of the phone. */
  fit() {
    const { width, height } = this.canvas.getBoundingClientRect();
    const ratio = Math.max(window.devicePixelRatio || 1, 1);
    if (!width || (this.canvas.width === Math.round(width * ratio) && this.canvas.height === Math.round(height * ratio))) return;
    const strokes = this.pad.toData();
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.getContext("2d").scale(ratio, ratio);
    this.pad.clear();
    if (strokes.length) this.pad.fromData(strokes);
  }

  store() {
    this.field("image").value = this.pad.isEmpty() ? "" : this.pad.toDataURL("image/png");
    this.field("path").value = pathOf(this.pad.toData());
    this.field("image").dispatchEvent(new Event("change", { bubbles: true }));
  }

  clear() {
    this.pad.clear();
    this.field("name").value = "";
    this.store();
    announce(words("sign_empty", {}, this.region));
  }

  toggle(button) {
    const typed = this.region.querySelector("[data-hr-typed]");
    typed.hidden = !typed.hidden;
    this.region.querySelector("[data-hr-pad]").hidden = !typed.hidden;
    this.field("kind").value = typed.hidden ? "drawn" : "typed";
    button.textContent = words(typed.hidden ? "sign_type" : "sign_draw", {}, this.region);
    if (!typed.hidden) this.field("name").focus();
  }
}

/** The strokes as one SVG path in CSS pixels, for a letter where it must stay sharp. */
export function pathOf(strokes) {
  return strokes.map(({ points }) => points.map(({ x, y }, index) => `${index ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("")).join("");
}

/** The strokes of a path that `pathOf` wrote. */
export function strokesOf(path) {
  const point = (text) => { const [x, y] = text.split(" ").map(Number); return { x, y, time: 0, pressure: 0.5 }; };
  return path.split("M").filter(Boolean).map((stroke) => ({ points: stroke.split("L").map(point).filter(({ x, y }) => x >= 0 && y >= 0) }));
}
