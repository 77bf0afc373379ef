// Line and bar charts by ECharts, in the module's own tokens. On canvas: the SVG renderer writes style attributes, which
// a strict CSP refuses. Tooltips as rich text for the same reason.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, TooltipComponent, AriaComponent, CanvasRenderer]);

const token = (style, name) => style.getPropertyValue(`--hr-${name}`).trim();

/** `data`: {categories, series: [{name, data, dashed?}], unit?, from_zero?}. */
export function drawChart(place, data) {
  place.style.height = `${place.dataset.height || 240}px`;
  const chart = init(place, null, { renderer: "canvas" });
  const paint = () => chart.setOption(optionOf(getComputedStyle(place), place.dataset.hrChart, data), true);
  paint();
  new ResizeObserver(() => chart.resize()).observe(place);
  const root = place.closest(".hr-recruit");
  new MutationObserver(paint).observe(root, { attributes: true, attributeFilter: ["data-hr-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

export function optionOf(style, kind, data) {
  const text = { fontFamily: token(style, "font"), fontSize: 12, color: token(style, "ink-2") };
  return {
    animation: false, backgroundColor: "transparent", textStyle: text,
    color: [1, 2, 3, 4, 5].map((index) => token(style, `data-${index}`)),
    grid: { left: 8, right: 72, top: 16, bottom: 8, containLabel: true },
    aria: { enabled: true },
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: token(style, "surface"), borderColor: token(style, "line"), borderWidth: 1, borderRadius: 4, padding: [6, 10], textStyle: { ...text, color: token(style, "ink") }, valueFormatter: (value) => `${Number(value).toLocaleString()} ${data.unit ?? ""}`.trim() },
    xAxis: { type: "category", data: data.categories, axisTick: { show: false }, axisLine: { lineStyle: { color: token(style, "line-strong") } }, axisLabel: text },
    yAxis: { type: "value", scale: data.from_zero === false, axisTick: { show: false }, axisLine: { show: false }, splitLine: { lineStyle: { color: token(style, "line"), width: 1 } }, axisLabel: text },
    series: data.series.map((series) => seriesOf(style, kind, series, text)),
  };
}

function seriesOf(style, kind, series, text) {
  const label = { ...text, color: token(style, "ink"), fontWeight: 600 };
  if (kind === "bar") return { type: "bar", name: series.name, data: series.data, barMaxWidth: 20, barCategoryGap: "50%", itemStyle: { borderRadius: 1 }, label: { show: series.data.length <= 12, position: "top", ...label } };
  const line = { type: "line", name: series.name, data: series.data, smooth: false, showSymbol: false, endLabel: { show: true, formatter: series.dashed ? series.name : ({ value }) => Number(value).toLocaleString(), ...(series.dashed ? text : label) } };
  if (series.dashed) return { ...line, lineStyle: { width: 2, type: "dashed", color: token(style, "data-3") }, itemStyle: { color: token(style, "data-3") } };
  const last = series.data.length - 1;
  return { ...line, lineStyle: { width: 2 }, data: series.data.map((value, index) => (index === last ? { value, symbol: "circle", symbolSize: 8 } : { value, symbol: "none" })), showSymbol: true };
}
