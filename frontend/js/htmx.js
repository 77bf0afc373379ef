// htmx, scoped to us. If the host already runs htmx, its copy serves us too: two copies would send everything twice.
import { headers, noteFrom, announce, words } from "./core.js";

const own = !window.htmx;
export const htmx = window.htmx ?? require("htmx.org/dist/htmx.cjs.js");

if (own) {
  htmx.config.allowScriptTags = false;
  htmx.config.historyCacheSize = 0; // pages hold personal data: none of it may stay in the browser's storage
  htmx.config.scrollBehavior = "instant";
}

const ours = (event) => event.target.closest?.(".hr-recruit");

export function startHtmx(document) {
  document.addEventListener("htmx:configRequest", (event) => {
    if (ours(event)) event.detail.headers["X-CSRFToken"] = headers(event.target)["X-CSRFToken"];
  });
  // 409 (somebody was faster) and 422 (a rule says no) carry what to show in place, unless the answer wants no swap: then the
  // note is shown beside whatever was pressed, like any other failure
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (!ours(event) || ![409, 422].includes(xhr.status) || xhr.getResponseHeader("HX-Reswap") === "none") return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => { if (ours(event)) showFailure(event.target, event.detail.xhr); });
  }
}

function showFailure(element, xhr) {
  const answer = { status: xhr?.status ?? 0, text: xhr?.responseText ?? "", type: xhr?.getResponseHeader?.("Content-Type") ?? "" };
  const place = element.closest("form, tr, li, .hr-sheet, .hr-section") ?? element;
  place.parentElement?.querySelector(":scope > .hr-note[data-hr-failure]")?.remove();
  const note = noteFrom(answer, element);
  note.dataset.hrFailure = "";
  if (["TR", "LI"].includes(place.tagName)) (place.closest("table, ul, ol") ?? place).insertAdjacentElement("beforebegin", note);
  else place.insertAdjacentElement("beforebegin", note);
  announce(note.textContent.trim() || words("failed", {}, element));
}

/** Puts a server answer's out-of-band fragments into the page. */
export function applyFragments(html, near) {
  htmx.swap(near.ownerDocument.body, html, { swapStyle: "none", swapDelay: 0, settleDelay: 0 });
}
