// A menu that hangs under what opened it. Arrow keys walk, the shown key or Enter picks, Esc closes and gives focus back.
import { icon, make, rootOf } from "./core.js";

let open = null;

/** `items`: {label, key?, glyph?, disabled?, run}. */
export function openMenu(anchor, title, items) {
  closeMenu();
  const list = make("ul.hr-menu.hr-menu--float", { role: "menu", "aria-label": title });
  for (const item of items) list.append(make("li", { role: "none" }, menuButton(item)));
  const root = rootOf(anchor);
  root.append(list);
  place(list, anchor, root);
  open = { list, anchor, items };
  anchor.setAttribute("aria-expanded", "true");
  list.addEventListener("keydown", onKey);
  list.addEventListener("focusout", (event) => { if (!list.contains(event.relatedTarget)) closeMenu(false); });
  list.querySelector("button:not(:disabled)")?.focus();
}

export function closeMenu(giveBack = true) {
  if (!open) return;
  const { list, anchor } = open;
  open = null;
  list.remove();
  anchor.removeAttribute("aria-expanded");
  if (giveBack) (anchor.matches("a, button") ? anchor : anchor.querySelector("a, button"))?.focus();
}

function menuButton(item) {
  const parts = [item.glyph ? icon(item.glyph) : "", make("span", {}, item.label), item.key ? make("kbd.hr-kbd", {}, item.key) : ""];
  const button = make("button", { type: "button", role: "menuitem", disabled: item.disabled ?? false }, ...parts);
  button.addEventListener("click", () => { closeMenu(); item.run(); });
  return button;
}

function place(list, anchor, root) {
  if (getComputedStyle(root).position === "static") root.style.position = "relative";
  const from = anchor.getBoundingClientRect();
  const base = root.getBoundingClientRect();
  const below = from.bottom + list.offsetHeight + 8 <= window.innerHeight;
  const top = below ? from.bottom + 4 : Math.max(4, from.top - list.offsetHeight - 4);
  list.style.top = `${top - base.top}px`;
  list.style.left = `${Math.max(4, Math.min(from.left - base.left, base.width - list.offsetWidth - 8))}px`;
}

function onKey(event) {
  const buttons = [...open.list.querySelectorAll("button:not(:disabled)")];
  const at = buttons.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const picked = open.items.find((item) => item.key === event.key && !item.disabled);
  if (step) buttons[(at + step + buttons.length) % buttons.length].focus();
  else if (event.key === "Home") buttons[0].focus();
  else if (event.key === "End") buttons[buttons.length - 1].focus();
  else if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else if (picked) { closeMenu(); picked.run(); }
  else return;
  event.preventDefault();
  event.stopPropagation();
}
