// Files by drop or choice, folders too: one request a file, two at a time, each with its own progress and its own answer.
import { announce, each, headers, icon, make, words } from "./core.js";
import { htmx } from "./htmx.js";

const AT_ONCE = 2;

export function startUpload(scope) {
  each(scope, "form[data-hr-upload]", (form) => new Upload(form));
}

class Upload {
  constructor(form) {
    this.form = form;
    this.list = form.querySelector("[data-hr-files]");
    this.input = form.querySelector("input[type=file]");
    this.waiting = [];
    this.running = 0;
    this.done = 0;
    this.failed = 0;
    const zone = form.querySelector(".hr-drop");
    this.input.addEventListener("change", () => { this.add([...this.input.files]); this.input.value = ""; });
    for (const name of ["dragenter", "dragover"]) zone.addEventListener(name, (event) => { event.preventDefault(); zone.toggleAttribute("data-over", true); });
    for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.toggleAttribute("data-over", false));
    zone.addEventListener("drop", async (event) => { event.preventDefault(); this.add(await filesOf(event.dataTransfer)); });
    window.addEventListener("beforeunload", (event) => { if (this.running) event.preventDefault(); });
  }

  add(files) {
    for (const file of files) this.waiting.push(this.line(file));
    this.next();
  }

  line(file) {
    const state = make("span.hr-xs.hr-3", {}, words("upload_wait", {}, this.form));
    const bar = make("progress", { max: "100", value: "0", "aria-label": file.name });
    const row = make("li", {}, make("span.hr-clip", { title: file.webkitRelativePath || file.name }, file.name), make("span.hr-xs.hr-3.hr-num", {}, size(file.size)), state, bar);
    this.list.append(row);
    return { file, row, state, bar };
  }

  next() {
    const limit = Number(this.form.dataset.maxMb || 0);
    while (this.running < AT_ONCE && this.waiting.length) {
      const job = this.waiting.shift();
      if (limit && job.file.size > limit * 1048576) this.finish(job, false, words("upload_too_big", { limit }, this.form));
      else this.send(job);
    }
    if (!this.running && !this.waiting.length && this.done + this.failed) this.summary();
  }

  send(job) {
    this.running += 1;
    const body = new FormData(this.form);
    body.delete(this.input.name);
    body.append(this.input.name, job.file, job.file.webkitRelativePath || job.file.name);
    const request = new XMLHttpRequest(); // fetch cannot tell how much has been sent
    request.open("POST", this.form.action);
    for (const [name, value] of Object.entries(headers(this.form))) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded, total }) => this.progress(job, loaded / (total || 1)));
    request.addEventListener("loadend", () => {
      this.running -= 1;
      this.answered(job, request);
      this.next();
    });
    request.send(body);
  }

  progress(job, share) {
    job.bar.value = Math.round(share * 100);
    job.state.textContent = share >= 1 ? words("upload_reading", {}, this.form) : words("upload_busy", { percent: Math.round(share * 100) }, this.form);
  }

  /** The server's fragment says what became of the file: its words stand under the name. */
  answered(job, request) {
    const ok = request.status >= 200 && request.status < 300;
    const html = (request.getResponseHeader("Content-Type") ?? "").includes("html") ? request.responseText : "";
    this.finish(job, ok, "", html, request.status === 0 || request.status >= 500);
  }

  finish(job, ok, text = "", html = "", again = false) {
    ok ? (this.done += 1) : (this.failed += 1);
    job.bar.remove();
    const word = text || words(ok ? "upload_done" : "upload_failed", {}, this.form);
    job.state.replaceWith(make("span.hr-status.hr-xs", { "data-s": ok ? "ok" : "bad" }, icon(ok ? "circle-check" : "circle-x"), word));
    if (html) {
      const note = make("div.hr-files-note");
      note.innerHTML = html;
      job.row.append(note);
      htmx.process(note);
    }
    if (again) job.row.append(this.retry(job));
  }

  retry(job) {
    const button = make("button.hr-btn.hr-btn--sm", { type: "button" }, words("upload_retry", {}, this.form));
    button.addEventListener("click", () => { job.row.remove(); this.failed -= 1; this.add([job.file]); });
    return button;
  }

  summary() {
    announce(words("upload_summary", { done: this.done, failed: this.failed }, this.form));
    htmx.trigger(this.form, "hr:uploaded", { done: this.done, failed: this.failed });
    this.done = 0;
    this.failed = 0;
  }
}

const size = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

/** Files of a drop; folders are walked. */
async function filesOf(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  return (await Promise.all(entries.map(walk))).flat();
}

async function walk(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  // a reader hands out at most 100 entries a time, and none when it is done
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(walk))).flat();
}
