import { holm, mcnemarExact } from "@airworthy/stats";
import { expect, test } from "vitest";
import { categories, columnsOf } from "../../../tables/fixtures/table.ts";
import type { Side } from "../tables/side.ts";
import type { RowScores } from "./row-scores.ts";
import { searchSlices } from "./search.ts";

const SETTINGS = { columns: ["source", "language"], minRows: 30, alpha: 0.05 };

/** 100 rows of each source and language; of the yelp rows in German the candidate newly gets `lost` wrong. */
function data(lost: number): { side: Side; scores: RowScores } {
  const source: string[] = [];
  const language: string[] = [];
  const candidate: number[] = [];
  for (const one of ["yelp", "imdb"]) {
    for (const other of ["de", "en"]) {
      for (let row = 0; row < 100; row++) {
        source.push(one);
        language.push(other);
        candidate.push(one === "yelp" && other === "de" && row < lost ? 0 : 1);
      }
    }
  }
  const ids = source.map((_, row) => `${row}`);
  const { columns } = columnsOf("t", ids, { source: categories(source), language: categories(language) });
  const side = { name: "t", rows: source.length, classes: [], columns, weights: null };
  const baseline = new Float64Array(source.length).fill(1);
  return { side, scores: { metric: "accuracy", isBinary: true, candidate: Float64Array.from(candidate), baseline } };
}

test("the slice with the surest loss is found, its p-value corrected for all that were searched", () => {
  const { side, scores } = data(20);
  const search = searchSlices(side, scores, "higher-is-better", SETTINGS);
  // Two sources, two languages, four pairs of them.
  expect(search).toMatchObject({ metric: "accuracy", searched: 8 });
  // yelp, de and yelp in de hold the same 20 losses; in the last they are the largest share.
  expect(search.worst?.slice).toEqual([
    { column: "source", value: "yelp" },
    { column: "language", value: "de" },
  ]);
  const p = mcnemarExact(20, 0);
  expect(search.worst).toMatchObject({ rows: 100, candidate: 0.8, baseline: 1, pValue: p });
  expect(search.worst?.adjustedPValue).toBe(holm([p, p, p, 1, 1, 1, 1, 1])[0]);
  const { low, estimate, high } = search.worst?.difference ?? { low: 0, estimate: 0, high: 0 };
  expect(estimate).toBeCloseTo(-0.2, 12);
  expect(low < estimate && estimate < high).toBe(true);
});

test("an interval is wider the more is searched", () => {
  const { side, scores } = data(20);
  const width = (columns: string[]) => {
    const { difference } = searchSlices(side, scores, "higher-is-better", { ...SETTINGS, columns }).worst ?? {};
    return difference === undefined ? Number.NaN : difference.high - difference.low;
  };
  expect(width(["source"])).toBeLessThan(width(["source", "language"]) * 2);
  const { searched } = searchSlices(side, scores, "higher-is-better", { ...SETTINGS, columns: ["source"] });
  expect(searched).toBe(2);
});

test("where nothing lost, there is no worst slice; where lower is better, a gain is the loss", () => {
  const { side, scores } = data(0);
  expect(searchSlices(side, scores, "higher-is-better", SETTINGS).worst).toBeNull();
  const lost = data(20);
  expect(searchSlices(lost.side, lost.scores, "lower-is-better", SETTINGS).worst).toBeNull();
});

test("slices with too few rows, and all rows as a slice, are not searched", () => {
  const { side, scores } = data(20);
  expect(searchSlices(side, scores, "higher-is-better", { ...SETTINGS, minRows: 150 }).searched).toBe(4);
  expect(searchSlices(side, scores, "higher-is-better", { ...SETTINGS, minRows: 400 }).searched).toBe(0);
  const single = { ...side, columns: new Map([["source", categories(new Array<string>(400).fill("x"))]]) };
  expect(searchSlices(single, scores, "higher-is-better", { ...SETTINGS, columns: ["source"] }).searched).toBe(0);
});

test("rows that all lost by the same have no smaller p than flipping their signs allows, however large the scores are", () => {
  const { side } = data(0);
  const loss = (candidate: (row: number) => number, baseline: number): RowScores => ({
    metric: "mae",
    isBinary: false,
    candidate: Float64Array.from({ length: 400 }, (_, row) => candidate(row)),
    baseline: new Float64Array(400).fill(baseline),
  });
  const settings = { columns: ["source"], minRows: 2, alpha: 0.05 };
  const few = {
    ...side,
    columns: new Map([["source", categories(Array.from({ length: 400 }, (_, row) => (row < 3 ? "x" : "y")))]]),
  };
  const constant = searchSlices(
    few,
    loss((row) => (row < 3 ? 1.1 : 1), 1),
    "lower-is-better",
    settings,
  ).worst;
  expect(constant).toMatchObject({ rows: 3, pValue: 1 / 4, adjustedPValue: 1 / 2 });
  // Differences of 0 and 1 on top of a billion: as without the billion, where t = 0.5 / sqrt(0.25 / 199).
  const spread = (offset: number) =>
    searchSlices(
      side,
      loss((row) => offset + (row % 2), offset),
      "lower-is-better",
      settings,
    ).worst;
  expect(spread(1e9)?.pValue).toBe(spread(0)?.pValue);
  expect(spread(1e9)?.difference).toEqual(spread(0)?.difference);
});

test("at an alpha of 0 intervals are as wide as can be told, with ends", () => {
  const { side, scores } = data(20);
  for (const isBinary of [true, false]) {
    const { worst } = searchSlices(side, { ...scores, isBinary }, "higher-is-better", { ...SETTINGS, alpha: 0 });
    expect(worst?.difference.low).toBeGreaterThan(Number.NEGATIVE_INFINITY);
    expect(worst?.difference.high).toBeGreaterThan(0);
  }
});

test("scores that are not right or wrong are tested by the paired t-test", () => {
  const { side, scores } = data(20);
  const loss = { ...scores, metric: "mae", isBinary: false, candidate: scores.candidate.map((right) => 2 - right) };
  const { worst } = searchSlices(side, loss, "lower-is-better", SETTINGS);
  // By hand: mean 0.2, variance 0.16 * 100 / 99, so t = 0.2 / sqrt(0.16 / 99) = 4.9749 with 99 degrees of freedom.
  expect(worst?.pValue).toBeCloseTo(2.7554e-6, 8);
});
