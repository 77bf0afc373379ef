// Asks why, for moves that are written into the record with a reason.
import { make, rootOf, words } from "./core.js";

/** Resolves to the reason, or null when the reader changed their mind. */
export function askReason(card, title) {
  const id = "hr-reason-text";
  const input = make("textarea.hr-input", { id, name: "reason", rows: "3", required: true, maxlength: "500" });
  const stay = make("button.hr-btn", { type: "button" }, words("cancel", {}, card));
  const form = make("form", { method: "dialog" },
    make("h2", { id: "hr-reason-title" }, title),
    make("div.hr-field", {}, make("label", { for: id }, words("reason", {}, card), make("span.hr-req", {}, words("required", {}, card))), input),
    make("footer", {}, stay, make("button.hr-btn.hr-btn--primary", { type: "submit" }, words("confirm_move", {}, card))));
  const dialog = make("dialog.hr-dialog", { "aria-labelledby": "hr-reason-title" }, form);
  rootOf(card).append(dialog);
  return new Promise((resolve) => {
    let answer = null;
    stay.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", () => { answer = input.value.trim(); });
    dialog.addEventListener("close", () => { dialog.remove(); resolve(answer || null); });
    dialog.showModal();
    input.focus();
  });
}
