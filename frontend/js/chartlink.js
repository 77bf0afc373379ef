// Loads the charts only where there is one, and when it comes near the window.
import { each, headers, make, words } from "./core.js";

let charts = null;

export function startCharts(scope) {
  each(scope, "[data-hr-chart]", (place) => {
    const watcher = new IntersectionObserver((seen) => {
      if (!seen.some((entry) => entry.isIntersecting)) return;
      watcher.disconnect();
      draw(place);
    }, { rootMargin: "200px" });
    watcher.observe(place);
  });
}

async function draw(place) {
  try {
    // a classic script resolves this against its own address, so it works under any prefix
    charts ??= import(HR_CHARTS_URL);
    const [{ drawChart }, answer] = await Promise.all([charts, fetch(place.dataset.url, { headers: { ...headers(place), Accept: "application/json" }, credentials: "same-origin" })]);
    if (!answer.ok) throw new Error(`${answer.status}`);
    drawChart(place, await answer.json());
  } catch {
    charts = null;
    place.replaceChildren(make("p.hr-def", {}, words("chart_failed", {}, place)));
  }
}
