// Style sheets. hr-recruit.css is written with nesting and container queries; hospitals still run Chromium kernels of
// 2020, so nesting is flattened, and every container query gets a window query for kernels that have none.
import { readFile } from "node:fs/promises";
import { bundle, transform, Features } from "lightningcss";
import { FONTS } from "./fonts.mjs";

const CSS = new URL("../css/", import.meta.url);
const CHROME_87 = { chrome: 87 << 16 };

/** `@container hr (…)` blocks repeated as `@media (…)`, seen only by kernels without container queries. */
export function windowFallback(css) {
  const asMedia = css.replace(/@container hr /g, "@media ");
  if (!css.includes("@container hr ")) throw new Error("responsive.css has no container query to fall back from");
  return `${css}\n@supports not (container-type: inline-size) {\n${asMedia}\n}\n`;
}

function flatten(filename, code, minify = true) {
  const result = transform({
    filename, code: Buffer.from(code), minify, targets: CHROME_87, include: Features.Nesting | Features.IsSelector,
    exclude: Features.LogicalProperties | Features.DirSelector | Features.LangSelectorList,
  });
  for (const warning of result.warnings) console.warn(`${filename}: ${warning.message}`);
  return result.code;
}

export async function buildStyles(output) {
  const main = bundle({ filename: new URL("hr-recruit.css", CSS).pathname }).code.toString();
  const responsive = await readFile(new URL("responsive.css", CSS), "utf8");
  // a file, not a data: address: a strict image policy refuses those
  const chevron = await output.add("chevron.svg", await readFile(new URL("chevron.svg", CSS)));
  const css = (main + windowFallback(responsive)).replaceAll("chevron.svg", chevron);
  await output.add("hr-recruit.css", flatten("hr-recruit.css", css));
  await output.add("print.css", await printSheet(output));
}

/** print.css is for WeasyPrint: already flat, and its fonts are the files of this build beside it. */
async function printSheet(output) {
  let css = await readFile(new URL("print.css", CSS), "utf8");
  for (const [name] of FONTS) css = css.replaceAll(`url("${name}")`, `url("${output.fileOf(name)}")`);
  const unresolved = css.match(/url\("fonts\/[a-z0-9-]*\d00\.ttf"\)/);
  if (unresolved) throw new Error(`print.css asks for ${unresolved[0]}, which tasks/fonts.mjs does not build`);
  return css;
}
