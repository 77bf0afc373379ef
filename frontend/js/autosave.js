// Saves a form 800 ms after the last key: on this device first, then on the server. A line says when and where.
import { announce, clock, each, icon, make, noteFrom, post, rootOf, words } from "./core.js";
import { byName, draftKey, forget, keep, pairsOf, recall } from "./draft.js";

const PAUSE = 800;
const STATES = { ok: "cloud-check", "": "device-floppy", warn: "wifi-off", bad: "cloud-off" };

export function startAutosave(scope) {
  each(scope, "form[data-hr-autosave]", (form) => new Autosave(form));
}

class Autosave {
  constructor(form) {
    this.form = form;
    this.key = draftKey(rootOf(form)?.dataset.hrUser, form.dataset.hrKey || form.dataset.hrAutosave);
    this.dirty = false;
    this.sending = false;
    for (const name of ["input", "change"]) form.addEventListener(name, () => this.touched());
    form.addEventListener("submit", () => { window.clearTimeout(this.timer); this.submitted = true; });
    window.addEventListener("online", () => { if (this.dirty) this.send(); });
    // what the server has need not stay on a shared machine; what it lacks must
    window.addEventListener("pagehide", () => { if (!this.dirty) forget(localStorage, this.key); });
    this.restore();
  }

  touched() {
    this.dirty = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), PAUSE);
  }

  save() {
    const kept = keep(localStorage, this.key, pairsOf(new FormData(this.form)), Date.now());
    if (kept) this.say("saved_device", "");
    return this.send();
  }

  async send() {
    if (this.sending || this.submitted) return;
    this.sending = true;
    this.dirty = false;
    const answer = await post(this.form.dataset.hrAutosave, new FormData(this.form), this.form);
    this.sending = false;
    if (this.submitted) return;
    if (answer.ok) this.accepted(answer);
    else this.refused(answer);
    if (answer.ok && this.dirty) this.touched(); // typed while it was on its way
  }

  accepted(answer) {
    if (answer.type.includes("json")) {
      const { version } = JSON.parse(answer.text || "{}");
      const field = this.form.querySelector("input[name=version]");
      if (field && version !== undefined) field.value = version;
    }
    this.note?.remove();
    this.say("saved_both", "ok");
    this.form.dispatchEvent(new CustomEvent("hr:saved", { bubbles: true }));
  }

  refused(answer) {
    this.dirty = true;
    if (answer.status === 0) { this.say("saved_offline", "warn"); return; }
    this.say(answer.status === 409 ? "saved_conflict" : "saved_refused", "bad");
    this.note?.remove();
    this.note = noteFrom(answer, this.form);
    this.form.prepend(this.note);
    announce(this.note.textContent.trim());
  }

  say(key, state, time = clock()) {
    const line = document.querySelector(`[data-hr-saved-for="${CSS.escape(this.form.id)}"]`) ?? this.form.querySelector("[data-hr-saved]");
    if (!line) return;
    line.dataset.s = state;
    line.replaceChildren(icon(STATES[state]), make("span", {}, words(key, { time }, this.form)));
  }

  /** Puts an unsent draft of this device back into the form, and sends it. */
  restore() {
    const draft = recall(localStorage, this.key);
    if (!draft) return;
    const now = byName(pairsOf(new FormData(this.form)));
    const then = byName(draft.pairs);
    if (JSON.stringify([...now]) === JSON.stringify([...then])) { forget(localStorage, this.key); return; }
    for (const field of this.form.elements) fillField(field, then.get(field.name));
    const at = clock(new Date(draft.at));
    this.say("saved_restored", "", at);
    announce(words("saved_restored", { time: at }, this.form));
    this.touched();
  }
}

function fillField(field, values) {
  if (!field.name || field.name === "csrf_token" || field.name === "version" || field.type === "file") return;
  if (/^(checkbox|radio)$/.test(field.type)) field.checked = Boolean(values?.includes(field.value));
  else if (values) field.value = values[0];
  else return;
  field.dispatchEvent(new Event("hr:filled", { bubbles: true }));
}
