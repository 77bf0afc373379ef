// What is still missing in a scorecard: counted as it is filled. The button is never dead: it goes to the next missing item.
import { each } from "./core.js";

export function startMissing(scope) {
  each(scope, "[data-hr-hand-in]", follow);
}

/** `button`: data-hr-hand-in (id of the form), data-missing ("{n} left"), data-ready. Grades are fieldsets of the form. */
function follow(button) {
  const form = document.getElementById(button.dataset.hrHandIn);
  if (!form) return;
  const groups = [...form.querySelectorAll("fieldset[data-hr-grades]")];
  const open = () => groups.filter((group) => !group.querySelector("input:checked"));
  const count = document.querySelector(`[data-hr-graded-for="${CSS.escape(form.id)}"]`);
  const refresh = () => {
    const left = open();
    for (const group of groups) {
      const part = group.closest("section");
      part?.querySelector("[data-hr-todo]")?.toggleAttribute("hidden", !left.includes(group));
      part?.querySelector("[data-hr-done]")?.toggleAttribute("hidden", left.includes(group));
    }
    button.textContent = left.length ? button.dataset.missing.replace("{n}", left.length) : button.dataset.ready;
    if (count) count.textContent = count.dataset.text.replace("{n}", groups.length - left.length).replace("{total}", groups.length);
  };
  button.addEventListener("click", (event) => {
    const [next] = open();
    if (!next) return;
    event.preventDefault();
    next.closest("section")?.scrollIntoView({ block: "center" });
    next.querySelector("input")?.focus({ preventScroll: true });
  });
  for (const name of ["change", "hr:filled"]) form.addEventListener(name, refresh);
  refresh();
}
