import assert from "node:assert/strict";
import { test } from "node:test";
import { byName, draftKey, forget, keep, pairsOf, recall } from "../js/draft.js";

function storage(full = false) {
  const kept = new Map();
  return {
    setItem(key, value) { if (full) throw new Error("quota"); kept.set(key, value); },
    getItem: (key) => kept.get(key) ?? null,
    removeItem: (key) => kept.delete(key),
  };
}

test("a draft comes back as it was kept", () => {
  const here = storage();
  assert.equal(keep(here, "k", [["note", "思路清楚"]], 5), true);
  assert.deepEqual(recall(here, "k"), { pairs: [["note", "思路清楚"]], at: 5 });
  forget(here, "k");
  assert.equal(recall(here, "k"), null);
});

test("a broken draft is dropped, a full device is survived", () => {
  const here = storage();
  here.setItem("k", "{not json");
  assert.equal(recall(here, "k"), null);
  here.setItem("k", '{"pairs": "x"}');
  assert.equal(recall(here, "k"), null);
  assert.equal(keep(storage(true), "k", [], 1), false);
});

test("tokens, versions and files stay out of a draft", () => {
  const entries = [["csrf_token", "t"], ["version", "3"], ["file", new Blob()], ["grade", "2"]];
  assert.deepEqual(pairsOf(entries), [["grade", "2"]]);
});

test("users of one machine do not meet in a draft", () => {
  assert.notEqual(draftKey("a", "scorecard:1"), draftKey("b", "scorecard:1"));
  assert.deepEqual([...byName([["a", "1"], ["a", "2"], ["b", "3"]])], [["a", ["1", "2"]], ["b", ["3"]]]);
});
