// Presses at the door. Each is kept on this device first, then sent; without a line they wait here and go out in order.
// A press that the server has already changes nothing there, so sending one twice is harmless.
import { announce, each, icon, make, noteFrom, post, rootOf, words } from "./core.js";
import { htmx } from "./htmx.js";

const RETRY = 5000;
const TOO_OLD = 12 * 3600 * 1000;
let sending = false;
let timer = 0;

export function startPress(scope) {
  each(scope, "form[data-hr-press]", (form) => form.addEventListener("submit", (event) => press(event, form)));
  each(scope, "[data-hr-presses]", (line) => {
    window.addEventListener("online", () => flush(line));
    if (read(line).length) flush(line);
  });
}

function press(event, form) {
  const line = document.querySelector("[data-hr-presses]");
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrf_token");
  const now = Date.now();
  if (!line || !write(line, [...read(line), { url: form.action, fields: [...fields, ["pressed", String(now)]], at: now }])) return; // the browser posts it
  event.preventDefault();
  event.submitter?.setAttribute("aria-busy", "true");
  flush(line);
}

async function flush(line) {
  if (sending) return;
  sending = true;
  window.clearTimeout(timer);
  let sent = 0;
  let note = null;
  for (let queue = read(line); queue.length; queue = read(line)) {
    const answer = await post(queue[0].url, queue[0].fields, line);
    if (waits(answer.status)) { later(line, answer.status); break; }
    write(line, read(line).slice(1));
    sent += 1;
    if (!answer.ok) note = noteFrom(answer, line);
  }
  sending = false;
  if (sent) await refresh(line, note, sent);
}

/** No line, a server in trouble, or a sign-in that ran out: the press stays. */
function waits(status) {
  return status === 0 || status >= 500 || status === 401 || status === 403;
}

function later(line, status) {
  const text = words(status === 401 || status === 403 ? "press_stuck" : "press_kept", { n: read(line).length }, line);
  line.replaceChildren(icon("wifi-off"), make("div.hr-grow", {}, text));
  line.hidden = false;
  announce(text);
  for (const button of document.querySelectorAll("[data-hr-press] [aria-busy]")) button.removeAttribute("aria-busy");
  timer = window.setTimeout(() => flush(line), RETRY);
}

async function refresh(line, note, sent) {
  if (!read(line).length && !line.hidden) { line.hidden = true; announce(words("press_sent", { n: sent }, line)); }
  document.querySelectorAll(".hr-note[data-hr-press-note]").forEach((old) => old.remove());
  const list = document.getElementById("hr-day");
  if (note) {
    note.setAttribute("data-hr-press-note", "");
    line.after(note);
    announce(note.textContent.trim());
  }
  if (list) await htmx.ajax("GET", list.getAttribute("hx-get"), { target: "#hr-day", select: "#hr-day", swap: "outerHTML" });
  else if (!note) window.location.reload();
}

function keyOf(line) {
  return `hr-presses:${rootOf(line)?.dataset.hrUser ?? ""}`;
}

function read(line) {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(line)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => Date.now() - one.at < TOO_OLD) : [];
  } catch {
    return [];
  }
}

/** Whether this device keeps things at all. */
function write(line, queue) {
  try {
    if (queue.length) localStorage.setItem(keyOf(line), JSON.stringify(queue));
    else localStorage.removeItem(keyOf(line));
    return true;
  } catch {
    return false;
  }
}
