import assert from "node:assert/strict";
import { test } from "node:test";
import { iconsAsked } from "../tasks/icons.mjs";
import { windowFallback } from "../tasks/styles.mjs";

test("every container query is repeated as a window query for kernels without them", () => {
  const css = windowFallback("@container hr (min-width: 900px) { .hr-recruit .a { color: red } }");
  assert.match(css, /^@container hr \(min-width: 900px\)/);
  assert.match(css, /@supports not \(container-type: inline-size\) \{\n@media \(min-width: 900px\)/);
});

test("a sheet without container queries is a mistake", () => {
  assert.throws(() => windowFallback(".hr-recruit .a { color: red }"), /no container query/);
});

test("icons are found where templates ask for them", () => {
  assert.deepEqual(iconsAsked("{{ icon('lock') }} {{ ui.button('x', glyph='send') }} {'glyph': 'ban'} icon(name)"), ["lock", "send", "ban"]);
});
