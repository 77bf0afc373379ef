// Small behaviours of what the module says back: dialogs, folding parts, menus under a button, toasts, copying.
import { announce, each, words } from "./core.js";

const TOAST_SECONDS = 12;

export function startFeedbackOnce(document) {
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.(".hr-recruit")) return;
    opened(event.target.closest("[data-hr-open]"));
    event.target.closest("[data-hr-close]")?.closest("dialog")?.close();
    toggled(event.target.closest("[data-hr-toggle]"));
    copied(event.target.closest("[data-hr-copy]"));
    for (const open of document.querySelectorAll(".hr-recruit details[data-hr-pop][open]")) if (!open.contains(event.target) || event.target.closest(".hr-menu")) open.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const pop = event.key === "Escape" && event.target.closest?.(".hr-recruit details[data-hr-pop][open]");
    if (pop) { pop.open = false; pop.querySelector("summary").focus(); event.preventDefault(); }
  });
}

export function startFeedback(scope) {
  each(scope, "[data-hr-toast]", (toast) => {
    if (!toast.closest("#hr-toasts")) return;
    announce(toast.textContent.trim());
    let timer = 0;
    const wait = () => { timer = window.setTimeout(() => toast.remove(), 1000 * Number(toast.dataset.seconds || TOAST_SECONDS)); };
    for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, () => window.clearTimeout(timer));
    for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, wait);
    toast.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) toast.remove(); });
    wait();
  });
  each(scope, "[data-hr-focus]", (element) => element.focus());
  each(scope, "dialog[data-hr-show]", (dialog) => dialog.showModal());
  each(scope, "[data-hr-submit-on-change]", (form) => form.addEventListener("change", () => form.requestSubmit()));
  each(scope, "[data-hr-grades]", followGrade);
}

function opened(button) {
  if (!button) return;
  const dialog = document.getElementById(button.dataset.hrOpen);
  if (dialog && !dialog.open) dialog.showModal();
}

function toggled(button) {
  const part = button && document.getElementById(button.dataset.hrToggle);
  if (!part) return;
  part.hidden = !part.hidden;
  button.setAttribute("aria-expanded", String(!part.hidden));
}

async function copied(button) {
  if (!button) return;
  const text = button.dataset.hrCopy;
  try {
    await navigator.clipboard.writeText(text.startsWith("/") ? new URL(text, document.baseURI).href : text);
    announce(words("copied", {}, button));
    const label = button.querySelector("span") ?? button;
    const before = label.textContent;
    label.textContent = words("copied", {}, button);
    window.setTimeout(() => { label.textContent = before; }, 2000);
  } catch {
    announce(words("copy_failed", {}, button)); // no clipboard outside https: leave the text picked
    window.getSelection()?.selectAllChildren(button.previousElementSibling ?? button);
  }
}

/** Under four words the anchor of the chosen one is lit. */
function followGrade(fieldset) {
  const anchors = document.querySelector(`[data-hr-anchors="${CSS.escape(fieldset.dataset.hrGrades ?? "")}"]`);
  if (!anchors) return;
  const light = () => {
    const chosen = fieldset.querySelector("input:checked")?.value;
    for (const anchor of anchors.children) anchor.toggleAttribute("data-on", anchor.dataset.value === chosen);
    anchors.classList.toggle("hr-anchors--one", chosen !== undefined);
  };
  fieldset.addEventListener("change", light);
  fieldset.addEventListener("hr:filled", light);
}
