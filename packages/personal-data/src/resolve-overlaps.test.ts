import { expect, test } from "vitest";
import type { Hit } from "./hit.ts";
import { resolveOverlaps } from "./resolve-overlaps.ts";

const RANKS = new Map([
  ["a", 0],
  ["b", 1],
]);
const hit = (kind: string, start: number, end: number, confidence = 0.5): Hit => ({ kind, start, end, confidence });

test("the surer counts, then the longer, then that of the earlier kind", () => {
  expect(resolveOverlaps([hit("a", 0, 9), hit("b", 2, 4, 0.9)], RANKS)).toEqual([hit("b", 2, 4, 0.9)]);
  expect(resolveOverlaps([hit("a", 0, 3), hit("b", 2, 9)], RANKS)).toEqual([hit("b", 2, 9)]);
  expect(resolveOverlaps([hit("b", 0, 3), hit("a", 0, 3)], RANKS)).toEqual([hit("a", 0, 3)]);
});

test("what only touches stays, and so does what lost its rival", () => {
  const touching = [hit("a", 0, 3), hit("a", 3, 6)];
  expect(resolveOverlaps(touching, RANKS)).toEqual(touching);
  // The middle one loses to the first; the last overlaps the middle one alone.
  expect(resolveOverlaps([hit("a", 4, 9), hit("b", 2, 6, 0.4), hit("a", 0, 3, 0.9)], RANKS)).toEqual([
    hit("a", 0, 3, 0.9),
    hit("a", 4, 9),
  ]);
});
