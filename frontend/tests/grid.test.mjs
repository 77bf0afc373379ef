import assert from "node:assert/strict";
import { test } from "node:test";
import { matrixOf, step } from "../js/matrix.js";

const cell = (name, rows = 1, columns = 1) => ({ cell: name, rows, columns });

test("spanning cells reach as far as they are seen", () => {
  const matrix = matrixOf([[cell("a"), cell("busy", 2)], [cell("b")], [cell("c"), cell("d")]]);
  assert.deepEqual(matrix, [["a", "busy"], ["b", "busy"], ["c", "d"]]);
});

test("a step goes over the whole of a spanning cell, and stops at the edge", () => {
  const matrix = matrixOf([[cell("a"), cell("busy", 2)], [cell("b")], [cell("c"), cell("d")]]);
  assert.deepEqual(step(matrix, 1, 0, 0, 1), { x: 1, y: 2 });
  assert.deepEqual(step(matrix, 1, 1, -1, 0), { x: 0, y: 1 });
  assert.equal(step(matrix, 0, 0, 0, -1), null);
});
