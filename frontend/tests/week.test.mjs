import assert from "node:assert/strict";
import { test } from "node:test";
import { neighbour } from "../js/week.js";

const rows = [["a", "b", null], ["c", null, "d"]];

test("arrows walk over cells that can be picked and stay at the edge", () => {
  assert.equal(neighbour(rows, 0, 0, "ArrowRight"), "b");
  assert.equal(neighbour(rows, 1, 0, "ArrowRight"), "d");
  assert.equal(neighbour(rows, 0, 1, "ArrowDown"), "b");
  assert.equal(neighbour(rows, 0, 0, "ArrowUp"), "a");
});
