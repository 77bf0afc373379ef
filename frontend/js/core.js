// What every part needs: the root, its words, the request headers, the one live region.

/** The module's root around `element`, or the first one on the page. */
export function rootOf(element) {
  return element?.closest?.(".hr-recruit[data-hr-csrf]") ?? document.querySelector(".hr-recruit[data-hr-csrf]");
}

/** A sentence by key, from the translations that page.html puts on the root; `{name}` is filled in from `values`. */
export function words(key, values = {}, element = null) {
  const root = rootOf(element);
  if (root && !root.hrWords) root.hrWords = JSON.parse(root.dataset.hrWords || "{}");
  const text = root?.hrWords?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Headers of every request we make ourselves; the server answers fragments because of HX-Request. */
export function headers(element) {
  return { "X-CSRFToken": rootOf(element)?.dataset.hrCsrf ?? "", "HX-Request": "true", Accept: "text/html, application/json" };
}

/** POSTs form fields. Resolves to {status, ok, text}; status 0 means that the server was not reached. */
export async function post(url, fields, element) {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  try {
    const answer = await fetch(url, { method: "POST", body, headers: headers(element), credentials: "same-origin" });
    return { status: answer.status, ok: answer.ok, text: await answer.text(), type: answer.headers.get("Content-Type") ?? "" };
  } catch {
    return { status: 0, ok: false, text: "", type: "" };
  }
}

/** Says one sentence to screen readers. Cleared first, so that the same sentence twice is said twice. */
export function announce(text) {
  const region = document.getElementById("hr-live");
  if (!region) return;
  region.textContent = "";
  window.setTimeout(() => { region.textContent = text; }, 50);
}

/** The time as people here write it, 24 hours. */
export function clock(date = new Date()) {
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}

/** An icon of the inlined sprite, as the server draws it. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "hr-icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#hr-i-${name}`);
  svg.append(use);
  return svg;
}

/** `tag.class.class` with attributes and children; strings become text, never markup. */
export function make(selector, attributes = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  element.append(...children);
  return element;
}

/** A note in place: the server's own fragment when it sent one, else our sentence. */
export function noteFrom(answer, element) {
  if (answer.status !== 0 && answer.type.includes("html") && answer.text.trim()) {
    const holder = make("div");
    holder.innerHTML = answer.text;
    const note = holder.querySelector(".hr-note");
    if (note) return note;
  }
  const key = answer.status === 0 ? "offline" : answer.status === 403 ? "forbidden" : "failed";
  return make("div.hr-note", { "data-s": answer.status === 0 ? "warn" : "bad" }, icon(answer.status === 0 ? "wifi-off" : "alert-octagon"), make("span", {}, words(key, { status: answer.status }, element)));
}

/** Runs `start(element)` once for each match in `scope`, the scope itself included. */
export function each(scope, selector, start) {
  const found = [...(scope.matches?.(selector) ? [scope] : []), ...scope.querySelectorAll(selector)];
  for (const element of found) {
    const started = (element.hrStarted ??= new Set());
    if (started.has(selector)) continue;
    started.add(selector);
    start(element);
  }
}
