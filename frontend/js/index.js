// Starts every part, on the page and on each fragment that htmx puts into it. Without the script every form still posts.
import { startBoard } from "./board.js";
import { startHtmx, htmx } from "./htmx.js";
import { startKeys } from "./keys.js";
import { startSelect } from "./select.js";

startHtmx(document);
startKeys(document);

htmx.onLoad((fragment) => {
  for (const start of [startBoard, startSelect]) start(fragment);
});
