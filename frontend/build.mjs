// Builds every asset of the module into hr_recruit_plugin/static/dist, under names that carry a hash of the content,
// with a manifest.json (logical name -> file name) that the Python side reads.
import { Output } from "./tasks/output.mjs";
import { buildFonts } from "./tasks/fonts.mjs";
import { buildIcons } from "./tasks/icons.mjs";
import { buildScripts } from "./tasks/scripts.mjs";
import { buildStyles } from "./tasks/styles.mjs";

const started = performance.now();
const output = new Output(new URL("../hr_recruit_plugin/static/dist/", import.meta.url));
await buildIcons(output);
await buildFonts(output);
await buildStyles(output);
await buildScripts(output);
await output.writeManifest();
await output.prune();
for (const [name, file, bytes] of output.listing()) console.log(`${name.padEnd(28)} ${file.padEnd(44)} ${(bytes / 1024).toFixed(1)} KB`);
console.log(`built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
