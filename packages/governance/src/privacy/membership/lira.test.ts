import { describe, expect, test } from "vitest";
import { exampleTable } from "../example-table.ts";
import { type LiraOptions, liraScores } from "./lira.ts";
import { readShadows, type ShadowScores } from "./read-shadows.ts";

/** Row 0 has 1 and 3 inside, -1 and 1 outside; row 1 has 0, 4 and 5 inside, 0 and 8 outside. */
const SHADOWS: ShadowScores = {
  name: "shadows.csv",
  rows: Uint32Array.of(0, 1, 0, 1, 0, 1, 0, 1, 1),
  isIn: Uint8Array.of(1, 1, 1, 1, 0, 0, 0, 0, 1),
  scores: Float64Array.of(1, 0, 3, 4, -1, 0, 1, 8, 5),
  idOf: (row) => `r${row}`,
};
const TARGET = { name: "t", isMember: Uint8Array.of(1, 0), scores: Float64Array.of(2, 4) };
const scoresOf = (options: LiraOptions) => [...liraScores(TARGET, SHADOWS, options).scores];

describe("the likelihood ratio attack, by hand", () => {
  test("online, a variance for each row", () => {
    const [first, second] = scoresOf({ variant: "online", variance: "per-row" });
    // Medians 2 and 0, deviations 1 and 1, score 2: 0 - (-2).
    expect(first).toBeCloseTo(2, 12);
    // Medians 4 and 4, deviations sqrt(14/3) and 4, score 4: ln(4 / sqrt(14/3)).
    expect(second).toBeCloseTo(Math.log(4 / Math.sqrt(14 / 3)), 12);
  });

  test("online, one variance for all", () => {
    // Inside the residuals are -1, 1, -4, 0, 1: mean -3/5, variance 19/5 - 9/25; outside -1, 1, -4, 4: variance 34/4.
    const inside = Math.sqrt(19 / 5 - 9 / 25);
    const outside = Math.sqrt(34 / 4);
    const [first, second] = scoresOf({ variant: "online", variance: "fixed" });
    expect(first).toBeCloseTo(Math.log(outside / inside) + 2 ** 2 / (2 * outside ** 2), 12);
    expect(second).toBeCloseTo(Math.log(outside / inside), 12);
  });

  test("offline, how many deviations the score is above those outside", () => {
    expect(scoresOf({ variant: "offline", variance: "per-row" })).toEqual([2, 0]);
  });
});

test("a row with too few shadow scores is named", () => {
  const target = { ...TARGET, isMember: Uint8Array.of(1, 0, 0), scores: Float64Array.of(2, 4, 1) };
  expect(() => liraScores(target, SHADOWS, { variant: "online", variance: "fixed" })).toThrow(
    'shadows.csv: "r2" has 0 scores of shadow models not trained on it; at least 1 are needed',
  );
  const once = { ...SHADOWS, isIn: Uint8Array.of(1, 1, 1, 1, 0, 0, 1, 0, 1) };
  expect(() => liraScores(TARGET, once, { variant: "online", variance: "per-row" })).toThrow("at least 2 are needed");
});

test("shadow scores that are all the same still rank", () => {
  const scores = scoresOf({ variant: "online", variance: "per-row" });
  const same = { ...SHADOWS, scores: Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1, 1) };
  for (const score of liraScores(TARGET, same, { variant: "online", variance: "per-row" }).scores)
    expect(score).toBe(0);
  expect(scores.every(Number.isFinite)).toBe(true);
});

describe("a table of shadow scores", () => {
  const target = exampleTable({ loss: [1, 2] }, "target.csv");
  const columns = {
    row: ["0", "1", "0"],
    shadow: ["a", "a", "b"],
    member_in_shadow: ["1", "0", "0"],
    score: [3, 4, 5],
  };

  test("is read by the target's ids", () => {
    const { rows, isIn, scores, idOf } = readShadows(exampleTable(columns), target);
    expect([[...rows], [...isIn], [...scores], idOf(1)]).toEqual([[0, 1, 0], [1, 0, 0], [3, 4, 5], "1"]);
  });

  test.each([
    [{ ...columns, row: ["0", "1", "7"] }, 'scores of "7", which target.csv has not'],
    [{ ...columns, shadow: ["a", "a", "a"] }, 'the shadow model "a" scores "0" twice'],
    [{ ...columns, member_in_shadow: ["1", "0", ""] }, '"" was given'],
    [{ row: ["0"], member_in_shadow: ["1"], score: [3] }, 'no column "shadow"'],
  ])("%j is refused", (wrong, message) => {
    expect(() => readShadows(exampleTable(wrong), target)).toThrow(message);
  });
});
