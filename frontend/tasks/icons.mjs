// One sprite of the Tabler icons named in icons.txt and of those the templates ask for. Ids are prefixed: the sprite is
// inlined into somebody else's page.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ICONS = new URL("../node_modules/@tabler/icons/icons/", import.meta.url);

const TEMPLATES = fileURLToPath(new URL("../../hr_recruit_plugin/templates/", import.meta.url));
const ASKED = /\bicon\('([a-z0-9-]+)'\)|\bglyph\s*=\s*'([a-z0-9-]+)'|'glyph':\s*'([a-z0-9-]+)'/g;

/** Names a template asks for: icon('x'), glyph='x', 'glyph': 'x'. */
export function iconsAsked(template) {
  return [...template.matchAll(ASKED)].map((found) => found[1] ?? found[2] ?? found[3]);
}

export async function iconNames() {
  const listed = (await readFile(new URL("../icons.txt", import.meta.url), "utf8")).split(/\s+/).filter(Boolean);
  const files = (await readdir(TEMPLATES, { recursive: true })).filter((name) => name.endsWith(".html"));
  const asked = await Promise.all(files.map(async (name) => iconsAsked(await readFile(join(TEMPLATES, name), "utf8"))));
  return [...new Set([...listed, ...asked.flat()])].sort();
}

async function symbol(name) {
  const filled = name.endsWith("-filled");
  const path = filled ? `filled/${name.slice(0, -"-filled".length)}.svg` : `outline/${name}.svg`;
  const svg = await readFile(new URL(path, ICONS), "utf8").catch(() => {
    throw new Error(`"${name}" is asked for by icons.txt or a template, and @tabler/icons does not have it: look it up on tabler.io/icons`);
  });
  const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="hr-i-${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, "")}</symbol>`;
}

export async function buildIcons(output) {
  const symbols = await Promise.all((await iconNames()).map(symbol));
  await output.add("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg" hidden aria-hidden="true">${symbols.join("")}</svg>\n`);
}
