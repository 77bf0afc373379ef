// Scripts. One classic file for every page, and the charts in a second one that only pages with a chart load.
import { build } from "esbuild";

const JS = new URL("../js/", import.meta.url);
const common = { bundle: true, minify: true, write: false, target: "chrome87", legalComments: "eof", charset: "utf8", logLevel: "warning" };

/** htmx adds a <style> element and keeps eval ready before its settings can be changed; a strict CSP forbids both. */
const strictHtmx = {
  name: "strict-htmx",
  setup(pipeline) {
    pipeline.onLoad({ filter: /htmx\.cjs\.js$/ }, async ({ path }) => {
      const { readFile } = await import("node:fs/promises");
      const source = await readFile(path, "utf8");
      const strict = source.replace("includeIndicatorStyles: true", "includeIndicatorStyles: false").replace("allowEval: true", "allowEval: false");
      if (!/includeIndicatorStyles: false/.test(strict) || !/allowEval: false/.test(strict)) {
        throw new Error("htmx's default settings have moved: check includeIndicatorStyles and allowEval");
      }
      return { contents: strict, loader: "js" };
    });
  },
};

export async function buildScripts(output) {
  const charts = await build({ ...common, entryPoints: [new URL("charts.js", JS).pathname], format: "esm" });
  const chartsFile = await output.add("charts.js", charts.outputFiles[0].contents);
  const main = await build({
    ...common, entryPoints: [new URL("index.js", JS).pathname], format: "iife", plugins: [strictHtmx], external: [`./${chartsFile}`],
    define: { HR_CHARTS_URL: JSON.stringify(`./${chartsFile}`) },
  });
  await output.add("hr-recruit.js", main.outputFiles[0].contents);
}
