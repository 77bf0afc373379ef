// Single keys: J/K walk, X select, M move, / search, ? lists them. Off for those who switch them off in that list.
import { openStageMenu } from "./board.js";
import { toggleSelection } from "./select.js";

const OFF = "hr-keys-off";
const STOPS = ".hr-card .hr-card-h a, [data-hr-list] tbody th[scope=row] a, [data-hr-list] > li a[data-hr-row]";

export function startKeys(document) {
  document.addEventListener("keydown", onKey);
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-hr-keys-switch]")) store(!event.target.checked);
  });
}

function store(off) {
  try { off ? localStorage.setItem(OFF, "1") : localStorage.removeItem(OFF); } catch { /* private window: the choice lasts as long as the page */ }
}

export function keysOff() {
  try { return localStorage.getItem(OFF) === "1"; } catch { return false; }
}

const typing = (element) => element.isContentEditable || /^(TEXTAREA|SELECT)$/.test(element.tagName) || (element.tagName === "INPUT" && !/^(checkbox|radio|button)$/.test(element.type));
const mine = (element) => element === document.body || Boolean(element.closest(".hr-recruit"));

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target) || !mine(event.target)) return;
  if (event.target.closest("dialog, [role=menu]")) return;
  const help = event.key === "?" ? document.getElementById("hr-keys") : null;
  if (help) { event.preventDefault(); help.querySelector("[data-hr-keys-switch]").checked = !keysOff(); help.showModal(); return; }
  if (keysOff()) return;
  const act = { "/": focusSearch, j: () => walk(1), k: () => walk(-1), x: select, m: moveCard, Escape: closePanel }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (act?.()) event.preventDefault();
}

function focusSearch() {
  const field = document.querySelector(".hr-recruit [data-hr-search]");
  field?.focus();
  field?.select();
  return Boolean(field);
}

/** To the next or previous person: down a column, then on to the next column. With an open side panel, its content follows. */
function walk(step) {
  const stops = [...document.querySelectorAll(STOPS)];
  if (!stops.length) return false;
  const focused = stops.findIndex((stop) => stop.closest("tr, li") === document.activeElement?.closest("tr, li"));
  const here = focused !== -1 ? focused : stops.findIndex((stop) => stop.closest("tr, li").getAttribute("aria-selected") === "true");
  const next = stops[here === -1 ? 0 : Math.min(stops.length - 1, Math.max(0, here + step))];
  next.focus();
  next.closest("li, tr").scrollIntoView({ block: "nearest" });
  if (document.querySelector(".hr-panel[data-hr-follow]") && next.hasAttribute("hx-get")) next.click();
  return true;
}

const current = () => document.activeElement?.closest(".hr-card, [data-hr-list] tr, [data-hr-list] > li");

function select() {
  const box = current()?.querySelector("input[type=checkbox]");
  if (box) toggleSelection(box);
  return Boolean(box);
}

function moveCard() {
  const card = document.activeElement?.closest(".hr-card[data-move-url]");
  if (card) openStageMenu(card);
  return Boolean(card);
}

function closePanel() {
  const close = document.querySelector(".hr-panel [data-hr-panel-close]");
  close?.click();
  return Boolean(close);
}
