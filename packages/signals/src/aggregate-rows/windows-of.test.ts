import { expect, test } from "vitest";
import { windowsOf } from "./windows-of.ts";

const query = {
  metric: "errors",
  queries: { candidate: "new", baseline: "old" },
  from: 1_000,
  until: 4_500,
  window: 1_000,
};
const row = { metric: "errors", variant: "new", squares: 1 };

test("a window's value is the sum for each unit, or for each of a ratio's second number", async () => {
  const rows = [
    { ...row, window: 1_000, units: 10, sum: 4, squares: 4 },
    { ...row, window: 2_000, units: 10, sum: 4, squares: 4, otherSum: 8, otherSquares: 8, products: 4 },
    // Half a second each: added up into the window that was asked for.
    { ...row, variant: "old", window: 3_000, units: 1, sum: 1 },
    { ...row, variant: "old", window: 3_500, units: 3, sum: 2, squares: 2 },
  ];
  expect(await windowsOf(rows, query, "rows")).toEqual({
    metric: "errors",
    windows: [
      { start: 1_000, candidate: 0.4, baseline: null },
      { start: 2_000, candidate: 0.5, baseline: null },
      { start: 3_000, candidate: null, baseline: 0.75 },
    ],
  });
});

test("of exposures a window has as many as there are units", async () => {
  const exposed = { metric: "exposures", variant: "new", window: 2_000 };
  const rows = [
    { ...exposed, units: 7 },
    { ...exposed, window: 2_500, units: 0 },
    { ...exposed, window: 3_000, units: 0 },
  ];
  const { windows } = await windowsOf(rows, { ...query, metric: "exposures" }, "rows");
  expect(windows.map(({ candidate }) => candidate)).toEqual([null, 7, 0]);
});

test("a window without units is missing, not 0", async () => {
  const { windows } = await windowsOf([{ ...row, window: 1_000, units: 0, sum: 0, squares: 0 }], query, "rows");
  expect(windows.map(({ candidate }) => candidate)).toEqual([null, null, null]);
});

test("a window with values that are no numbers is missing, whatever else is in it", async () => {
  const rows = [
    { ...row, window: 1_000, units: 4, sum: 1, invalid: 1 },
    { ...row, window: 1_500, units: 4, sum: 1 },
  ];
  const { windows } = await windowsOf(rows, query, "rows");
  expect(windows.map(({ candidate }) => candidate)).toEqual([null, null, null]);
});

test.each([
  { units: 10, sum: 20, squares: 39 },
  { units: 1, sum: -3, squares: 1 },
  { units: 2, sum: 1, otherSum: 4, otherSquares: 4, products: 2 },
])("sums that no units can have are refused: %j", async (sums) => {
  await expect(windowsOf([{ ...row, window: 1_000, ...sums }], query, "rows")).rejects.toThrow(
    `rows, row 1: no ${sums.units} units have`,
  );
});

test("other metrics, variants, groups and times, and rows without a window, say nothing of it", async () => {
  const window = 1_000;
  const rows = [
    { ...row, units: 1, sum: 1 },
    { ...row, window, units: 1, sum: 1, metric: "other" },
    { ...row, window, units: 1, sum: 1, variant: "blue" },
    { ...row, window, units: 1, sum: 1, column: "language", value: "de" },
    { ...row, window: 999, units: 1, sum: 1 },
    { ...row, window: 4_000, units: 1, sum: 1 },
    { metric: "exposures", variant: "new", window, units: 1 },
    { quality: {} },
  ];
  const { windows } = await windowsOf(rows, query, "rows");
  expect(windows.every(({ candidate, baseline }) => candidate === null && baseline === null)).toBe(true);
});

test("rows that are there twice, and what is no row, are refused with their number", async () => {
  const once = { ...row, window: 1_000, units: 1, sum: 1 };
  await expect(windowsOf([once, once], query, "rows")).rejects.toThrow("rows, row 2: a row of the same variant");
  await expect(windowsOf([once, 7], query, "rows")).rejects.toThrow("rows, row 2 is not valid");
});
