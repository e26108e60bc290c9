import { expect, test } from "vitest";
import { pairOf } from "../../../tables/fixtures/table.ts";
import { assemble } from "../tables/assemble.ts";
import { flipsOf, worstRows } from "./flips.ts";

test("negative flips are rows that were right and are wrong, though the accuracy is the same", () => {
  const tables = pairOf([
    ["a", "a", "b", 7],
    ["a", "b", "a", 7],
    ["b", "b", "b", 86],
  ]);
  const { sides } = assemble({ ...tables, shared: ["label"], cluster: null, classes: [], isMultiLabel: false });
  expect(flipsOf(sides)).toEqual({ negative: 7, positive: 7, rows: 100, examples: [0, 1, 2, 3, 4] });
  expect(flipsOf({ ...sides, baseline: null })).toBeNull();
});

test("the rows that lost most come first, those of equal loss in their order, and gains never", () => {
  const baseline = Float64Array.of(1, 1, 1, 1, 1, 1, 1, 0);
  const candidate = Float64Array.of(0.9, 0.5, 1, 0.5, 0.2, 0.8, 0.7, 1);
  expect(worstRows(candidate, baseline, 1)).toEqual([4, 1, 3, 6, 5]);
  // Of an error that rises, the loss is the rise.
  expect(worstRows(candidate, baseline, -1)).toEqual([7]);
});
