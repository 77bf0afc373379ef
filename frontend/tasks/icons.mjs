// One sprite of the Tabler icons named in icons.txt. Ids are prefixed: the sprite is inlined into somebody else's page.
import { readFile } from "node:fs/promises";

const ICONS = new URL("../node_modules/@tabler/icons/icons/", import.meta.url);

export async function iconNames() {
  const text = await readFile(new URL("../icons.txt", import.meta.url), "utf8");
  return [...new Set(text.split(/\s+/).filter(Boolean))].sort();
}

async function symbol(name) {
  const filled = name.endsWith("-filled");
  const path = filled ? `filled/${name.slice(0, -"-filled".length)}.svg` : `outline/${name}.svg`;
  const svg = await readFile(new URL(path, ICONS), "utf8").catch(() => {
    throw new Error(`icons.txt names "${name}", which @tabler/icons does not have: look it up on tabler.io/icons`);
  });
  const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="hr-i-${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, "")}</symbol>`;
}

export async function buildIcons(output) {
  const symbols = await Promise.all((await iconNames()).map(symbol));
  await output.add("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg" hidden aria-hidden="true">${symbols.join("")}</svg>\n`);
}
