// A field and the words it was read from light up together, whichever of them has the pointer or the focus.
import { each } from "./core.js";

export function startEvidence(scope) {
  each(scope, "[data-hr-evidence]", (region) => {
    const light = (event) => lightUp(region, event.target.closest?.("[data-hr-ev]")?.dataset.hrEv);
    for (const name of ["pointerover", "focusin"]) region.addEventListener(name, light);
    region.addEventListener("pointerleave", () => lightUp(region, region.contains(document.activeElement) ? document.activeElement.closest("[data-hr-ev]")?.dataset.hrEv : undefined));
    region.addEventListener("focusout", (event) => { if (!region.contains(event.relatedTarget)) lightUp(region, undefined); });
    region.addEventListener("click", (event) => show(region, event.target.closest("[data-hr-ev-show]")));
  });
}

function lightUp(region, number) {
  for (const element of region.querySelectorAll("[data-hr-ev]")) element.toggleAttribute("data-on", number !== undefined && element.dataset.hrEv === number);
}

function show(region, button) {
  if (!button) return;
  const words = region.querySelector(`mark[data-hr-ev="${CSS.escape(button.dataset.hrEvShow)}"], rect[data-hr-ev="${CSS.escape(button.dataset.hrEvShow)}"]`);
  words?.scrollIntoView({ block: "center" });
  words?.focus({ preventScroll: true });
}
