// Picking several people, and the bar that says what can be done with them.
import { announce, each, words } from "./core.js";

const BOX = "input[type=checkbox][data-hr-pick]";

export function startSelect(scope) {
  each(scope, "[data-hr-selection]", (region) => {
    region.addEventListener("change", (event) => {
      if (event.target.matches("[data-hr-pick-all]")) pickAll(region, event.target.checked);
      if (event.target.matches(`${BOX}, [data-hr-pick-all]`)) refresh(region, true);
    });
    region.addEventListener("click", (event) => {
      if (event.target.closest("[data-hr-pick-none]")) { pickAll(region, false); refresh(region, true); }
    });
    refresh(region);
  });
  // a swapped fragment inside a region changes what is picked
  const around = scope.closest?.("[data-hr-selection]");
  if (around?.hrStarted) refresh(around);
}

export function toggleSelection(box) {
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function pickAll(region, on) {
  for (const box of region.querySelectorAll(BOX)) box.checked = on;
}

function refresh(region, say = false) {
  const boxes = [...region.querySelectorAll(BOX)];
  const picked = boxes.filter((box) => box.checked);
  for (const box of boxes) mark(box);
  const all = region.querySelector("[data-hr-pick-all]");
  if (all) { all.checked = boxes.length > 0 && picked.length === boxes.length; all.indeterminate = picked.length > 0 && !all.checked; }
  for (const bar of region.querySelectorAll("[data-hr-bulk]")) fill(bar, picked);
  if (say) announce(words("picked", { n: picked.length }, region));
}

function mark(box) {
  const card = box.closest(".hr-card");
  if (card) card.toggleAttribute("data-sel", box.checked);
  const row = box.closest("tr");
  if (row && !row.hasAttribute("data-hr-current")) box.checked ? row.setAttribute("aria-selected", "true") : row.removeAttribute("aria-selected");
}

/** Shows how many are picked, and gives each form of the bar one hidden field per person, named as the boxes are. */
function fill(bar, picked) {
  bar.hidden = picked.length === 0;
  for (const count of bar.querySelectorAll("[data-hr-count]")) count.textContent = words("picked", { n: picked.length }, bar);
  for (const form of bar.querySelectorAll("form")) {
    form.querySelectorAll("input[data-hr-picked]").forEach((old) => old.remove());
    for (const box of picked) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: box.name || "id", value: box.value });
      field.dataset.hrPicked = "";
      form.append(field);
    }
  }
}
