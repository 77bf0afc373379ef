// What scrolls sideways can be reached by keyboard: a tab stop where it overflows and nothing in it takes the focus.
import { each } from "./core.js";

const FOCUSABLE = "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary, [tabindex]";

export function startScroll(scope) {
  each(scope, ".hr-scroll:not([tabindex])", (box) => {
    const reach = () => {
      if (box.scrollWidth > box.clientWidth && !box.querySelector(FOCUSABLE)) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    };
    new ResizeObserver(reach).observe(box);
    reach();
  });
}
