// The line above the button says which time is picked; without the script the button says it by itself.
import { each } from "./core.js";

export function startPicked(scope) {
  each(scope, "form[data-hr-picked]", (form) => {
    const line = document.getElementById(form.dataset.hrPicked);
    if (!line) return;
    const refresh = () => {
      const input = form.querySelector("input[type=radio]:checked");
      line.textContent = input ? input.dataset.words : line.dataset.none;
    };
    form.addEventListener("change", refresh);
    refresh();
  });
}
