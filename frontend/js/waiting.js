// The waiting-room screen: asks every few seconds, less often while nobody answers, and says so.
import { clock, each, words } from "./core.js";

const EVERY = 4000;
const AT_MOST = 60000;

export function startWaiting(scope) {
  each(scope, "[data-hr-waiting]", (board) => new Waiting(board));
}

class Waiting {
  constructor(board) {
    this.board = board;
    this.lost = document.querySelector("[data-hr-waiting-lost]");
    this.since = clock();
    this.pause = EVERY;
    this.next();
    window.addEventListener("online", () => { this.pause = EVERY; this.ask(); });
  }

  next() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), this.pause);
  }

  async ask() {
    window.clearTimeout(this.timer);
    const html = await this.fetch();
    if (html === null) {
      this.pause = Math.min(this.pause * 2, AT_MOST);
      this.lost.textContent = words("waiting_lost", { time: this.since }, this.board);
      this.lost.hidden = false;
    } else {
      this.pause = EVERY;
      this.since = clock();
      this.lost.hidden = true;
      this.board.innerHTML = html;
    }
    this.next();
  }

  async fetch() {
    try {
      const stop = new AbortController();
      const timer = window.setTimeout(() => stop.abort(), 10000);
      const answer = await fetch(this.board.dataset.hrWaiting, { cache: "no-store", signal: stop.signal });
      window.clearTimeout(timer);
      return answer.ok ? await answer.text() : null;
    } catch {
      return null;
    }
  }
}
