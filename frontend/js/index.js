// Starts every part, on the page and on each fragment that htmx puts into it. Without the script every form still posts.
import { startAutosave } from "./autosave.js";
import { startBoard } from "./board.js";
import { startCharts } from "./chartlink.js";
import { startEvidence } from "./evidence.js";
import { startFeedback, startFeedbackOnce } from "./feedback.js";
import { startGrid } from "./grid.js";
import { htmx, startHtmx } from "./htmx.js";
import { startKeys } from "./keys.js";
import { startMissing } from "./missing.js";
import { startPress } from "./press.js";
import { startPicked } from "./picked.js";
import { startScroll } from "./scroll.js";
import { startSelect } from "./select.js";
import { startSignature } from "./signature.js";
import { startUpload } from "./upload.js";
import { startWaiting } from "./waiting.js";
import { startWeek } from "./week.js";

const PARTS = [startBoard, startSelect, startAutosave, startSignature, startUpload, startEvidence, startGrid, startFeedback, startCharts, startMissing, startPicked, startScroll, startPress, startWaiting, startWeek];

startHtmx(document);
startFeedbackOnce(document);
startKeys(document);
htmx.onLoad((fragment) => PARTS.forEach((start) => start(fragment)));
