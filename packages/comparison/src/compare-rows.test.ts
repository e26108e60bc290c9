import { stableDigest, worstVerdict } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Counted, pairOf, type Row, tableOf } from "../../tables/fixtures/table.ts";
import { type CompareOptions, compareTables as compare, type Tables } from "../fixtures/compare.ts";
import { parseComparison } from "./evidence/predicate.ts";
import { resamplesNeeded } from "./evidence/resamples-needed.ts";

async function findings(tables: Tables, options?: CompareOptions) {
  const { predicate } = await compare(tables, options);
  return predicate.findings.map(({ id, change, verdict, reasonCode }) => [id, change, verdict, reasonCode].join(" "));
}

/** 1,000 rows of two classes, of which the candidate newly gets `lost` wrong and `won` right. */
const shifted = (lost: number, won: number, slice?: string) =>
  pairOf(
    SHIFTED.map(([label, baseline, candidate, count]): Counted => {
      const rows = count(lost, won);
      return slice === undefined ? [label, baseline, candidate, rows] : [label, baseline, candidate, rows, slice];
    }),
  );

const SHIFTED: [string, string, string, (lost: number, won: number) => number][] = [
  ["a", "a", "a", () => 400],
  ["b", "b", "b", (lost) => 400 - lost],
  ["b", "b", "a", (lost) => lost],
  ["a", "b", "a", (_, won) => won],
  ["a", "b", "b", (_, won) => 200 - won],
];

test("equal tables are stable and pass", async () => {
  const { candidate } = shifted(0, 0);
  const { predicate } = await compare({ candidate, baseline: candidate });
  expect(predicate).toMatchObject({
    verdict: "pass",
    reasonCode: "identical-answers",
    data: { rows: 1000 },
    classes: { names: ["a", "b"] },
  });
  for (const finding of predicate.findings) {
    expect(finding).toMatchObject({ change: "stable", difference: { estimate: 0 }, pValue: 1 });
  }
});

test("a clear loss is a regression and fails, a clear gain is an improvement and passes", async () => {
  expect(await findings(shifted(100, 10))).toEqual([
    "accuracy regression fail regression",
    "macro-recall regression fail regression",
    "macro-f1 regression fail regression",
  ]);
  expect((await compare(shifted(5, 100))).predicate).toMatchObject({
    verdict: "pass",
    reasonCode: "improvement",
    headline: expect.stringMatching(/^no regression in 3 comparisons; macro-recall is /),
  });
});

test("a loss that chance could explain is a possible regression and warns", async () => {
  const { predicate } = await compare(shifted(30, 18), { metrics: ["accuracy"] });
  expect(predicate).toMatchObject({ verdict: "warn", reasonCode: "margin-not-excluded" });
  expect(predicate.findings[0]).toMatchObject({ change: "possible-regression", candidate: 0.788, baseline: 0.8 });
  expect(predicate.headline).toMatch(
    /^accuracy is 78\.8 %, was 80\.0 % \(▼ 1\.2 pp worse, 95 % interval −2\.\d to \+0\.\d pp, 1,000 rows\): a loss of over 1\.0 pp is not excluded$/,
  );
});

test("a floor that is not reached fails whatever the statistics say, one that is reached changes nothing", async () => {
  const { candidate } = shifted(0, 0);
  expect(
    await findings({ candidate, baseline: candidate }, { metrics: ["accuracy: floor=0.81", "macro-f1: floor=0.5"] }),
  ).toEqual(["accuracy stable fail floor-not-reached", "macro-f1 stable pass identical-answers"]);
});

test("drops beyond an absolute or relative limit fail, those at the limit do not", async () => {
  const tables = shifted(20, 0);
  const limits = { settings: { margin: 0.05 } };
  expect(await findings(tables, { ...limits, metrics: ["accuracy: max-drop=0.02 max-relative-drop=0.025"] })).toEqual([
    "accuracy stable pass stable",
  ]);
  expect(await findings(tables, { ...limits, metrics: ["accuracy: max-drop=0.019"] })).toEqual([
    "accuracy stable fail max-drop-exceeded",
  ]);
  expect(await findings(tables, { ...limits, metrics: ["accuracy: max-relative-drop=0.024"] })).toEqual([
    "accuracy stable fail max-relative-drop-exceeded",
  ]);
});

test("a metric's own margin takes the place of the comparison's", async () => {
  expect(await findings(shifted(30, 0), { metrics: ["accuracy"] })).toEqual(["accuracy regression fail regression"]);
  expect(await findings(shifted(30, 0), { metrics: ["accuracy: margin=0.05"] })).toEqual([
    "accuracy stable pass stable",
  ]);
});

test("without a baseline floors decide, and without floors nothing passes", async () => {
  const { candidate } = shifted(0, 0);
  const alone = { candidate, baseline: null };
  expect(await findings(alone, { metrics: ["accuracy: floor=0.8", "macro-recall: floor=0.99", "macro-f1"] })).toEqual([
    "accuracy no-baseline pass rules-kept",
    "macro-recall no-baseline fail floor-not-reached",
    "macro-f1 no-baseline inconclusive no-baseline",
  ]);
  expect(await findings(alone, { metrics: ["accuracy: floor=0.8 max-drop=0"] })).toEqual([
    "accuracy no-baseline inconclusive rule-not-told",
  ]);
  expect(await findings(alone, { metrics: ["accuracy: max-relative-drop=0"] })).toEqual([
    "accuracy no-baseline inconclusive rule-not-told",
  ]);
});

test("too few rows are inconclusive, with or without a baseline, unless a floor is missed", async () => {
  const few = pairOf([
    ["a", "a", "a", 15],
    ["b", "b", "b", 14],
  ]);
  expect(await findings(few, { metrics: ["accuracy: floor=0.5"] })).toEqual([
    "accuracy insufficient-evidence inconclusive too-few-rows",
  ]);
  expect(await findings({ ...few, baseline: null }, { metrics: ["accuracy: floor=0.5"] })).toEqual([
    "accuracy insufficient-evidence inconclusive too-few-rows",
  ]);
  expect(await findings(few, { metrics: ["accuracy"], settings: { minRows: 29 } })).toEqual([
    "accuracy stable pass identical-answers",
  ]);
  const bad = pairOf([
    ["a", "a", "b", 15],
    ["b", "b", "b", 5],
  ]);
  expect(await findings(bad, { metrics: ["accuracy: floor=0.5"] })).toEqual([
    "accuracy insufficient-evidence fail floor-not-reached",
  ]);
});

test("a class of fewer than five rows leaves macro metrics inconclusive, accuracy not", async () => {
  const rare = pairOf([
    ["a", "a", "a", 100],
    ["b", "b", "b", 4],
  ]);
  expect(await findings(rare)).toEqual([
    "accuracy stable pass identical-answers",
    "macro-recall insufficient-evidence inconclusive too-few-rows-of-a-class",
    "macro-f1 insufficient-evidence inconclusive too-few-rows-of-a-class",
  ]);
});

test("a declared class without a row leaves macro metrics inconclusive", async () => {
  const { candidate } = shifted(0, 0);
  expect(await findings({ candidate, baseline: candidate }, { classes: ["a", "b", "c"] })).toEqual([
    "accuracy stable pass identical-answers",
    "macro-recall insufficient-evidence inconclusive class-without-rows",
    "macro-f1 insufficient-evidence inconclusive class-without-rows",
  ]);
});

test("few discordant rows in a small table leave too wide an interval to say anything", async () => {
  const { predicate } = await compare(
    pairOf([
      ["a", "a", "a", 30],
      ["a", "a", "b", 4],
      ["b", "b", "b", 6],
    ]),
    { metrics: ["accuracy"] },
  );
  expect(predicate).toMatchObject({ verdict: "inconclusive", reasonCode: "interval-too-wide" });
});

test("a regression in one slice fails though all rows together improve", async () => {
  const tables = pairOf([
    ["a", "a", "a", 300, "north"],
    ["b", "a", "b", 80, "north"],
    ["b", "b", "b", 120, "north"],
    ["a", "a", "b", 40, "south"],
    ["a", "a", "a", 30, "south"],
    ["b", "b", "b", 30, "south"],
    ["a", "a", "a", 8, "tiny, a=b"],
    ["b", "b", "b", 8, "tiny, a=b"],
  ]);
  expect(await findings(tables, { slices: ["slice"], metrics: ["accuracy: slice-floor=0.5"] })).toEqual([
    "accuracy improvement pass improvement",
    "accuracy?slice=north improvement pass improvement",
    "accuracy?slice=south regression fail regression",
    "accuracy?slice=tiny%2C%20a%3Db insufficient-evidence inconclusive too-few-rows",
  ]);
  expect((await findings(tables, { slices: ["slice"], metrics: ["accuracy: slice-floor=0.61"] }))[2]).toBe(
    "accuracy?slice=south regression fail regression",
  );
  const { predicate } = await compare(tables, { slices: ["slice"], metrics: ["accuracy: slice-floor=0.61"] });
  expect(predicate.findings[2]?.rules).toEqual([{ rule: "slice-floor", limit: 0.61, state: "broken" }]);
});

test("a slice-floor without slices is refused, since nothing would be held to it", async () => {
  const rows = Array.from({ length: 40 }, (_, row): Row => [`${row}`, "a", "a"]);
  const table = tableOf("t", rows);
  await expect(
    compare({ candidate: table, baseline: table }, { metrics: ["accuracy: slice-floor=0.5"] }),
  ).rejects.toThrow(/there are no slices/);
});

test("p-values are corrected over all rows and, apart from these, over the slices", async () => {
  const { predicate } = await compare(shifted(30, 12, "all"), {
    slices: ["slice"],
    metrics: ["accuracy", "macro-recall"],
  });
  const [accuracy, recall, slicedAccuracy] = predicate.findings;
  // Holm over two tests doubles the smaller p-value at most.
  const [low, high] = [accuracy, recall].map((finding) => finding?.pValue ?? Number.NaN).sort((a, b) => a - b);
  const adjusted = [accuracy, recall].map((finding) => finding?.adjustedPValue ?? Number.NaN).sort((a, b) => a - b);
  expect(adjusted[0]).toBe(Math.min(1, 2 * (low ?? Number.NaN)));
  expect(adjusted[1]).toBe(Math.max(adjusted[0] ?? 0, high ?? Number.NaN));
  expect(slicedAccuracy).toMatchObject({ slice: [{ column: "slice", value: "all" }], pValue: accuracy?.pValue });
});

test("equal inputs and seed give equal evidence but for its times; another seed or row does not", async () => {
  const digest = async (tables: Tables, seed: number) => stableDigest(await compare(tables, { settings: { seed } }));
  const first = await digest(shifted(30, 18), 1);
  expect(await digest(shifted(30, 18), 1)).toBe(first);
  expect(await digest(shifted(30, 18), 2)).not.toBe(first);
  expect(await digest(shifted(31, 18), 1)).not.toBe(first);
});

test("what is found does not depend on the order of rows", async () => {
  const rows: Row[] = Array.from({ length: 60 }, (_, row) => [
    `r${row}`,
    row % 3 ? "x" : "y",
    row % 4 ? "x" : "y",
    row % 2 ? "odd" : "even",
  ]);
  const baseline = tableOf(
    "b",
    rows.map(([id, label, , slice]): Row => [id, label, "x", slice ?? ""]),
    ["parity"],
  );
  const sliced = { slices: ["parity"] };
  const { predicate } = await compare({ candidate: tableOf("c", rows, ["parity"]), baseline }, sliced);
  const expected = predicate.findings;
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
      const candidate = tableOf("c", shuffled, ["parity"]);
      const { predicate } = await compare({ candidate, baseline }, sliced);
      expect(predicate.findings).toEqual(expected);
    }),
    { numRuns: 10 },
  );
});

test("names that objects have by nature are classes and slices like any other", async () => {
  const tables = pairOf([
    ["__proto__", "__proto__", "__proto__", 40, "constructor"],
    ["toString", "toString", "toString", 40, "__proto__"],
  ]);
  const { predicate } = await compare(tables, { slices: ["slice"] });
  expect(predicate).toMatchObject({ verdict: "pass", classes: { names: ["__proto__", "toString"], count: 2 } });
  expect(predicate.findings).toHaveLength(9);
});

test("whatever the tables, the predicate is valid as it comes back from its file", async () => {
  const count = fc.nat({ max: 40 });
  const cell = fc.tuple(
    fc.constantFrom("a", "b"),
    fc.constantFrom("a", "b"),
    fc.constantFrom("a", "b", "c"),
    count,
    fc.constantFrom("x", "y"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 8 }), async (cells) => {
      const tables = pairOf([["a", "a", "a", 1], ...cells]);
      const statement = await compare(tables, {
        metrics: ["accuracy: floor=0.5", "macro-f1: max-relative-drop=0.1"],
        settings: { resamples: 100 },
      });
      const parsed = parseComparison(JSON.parse(JSON.stringify(statement)));
      expect(parsed).toEqual(statement.predicate);
      expect(parsed.verdict).toBe(worstVerdict(parsed.findings.map(({ verdict }) => verdict)));
    }),
    { numRuns: 40 },
  );
});

test("too few resamples for the number of tests are told: six tests at 0.05 need 2 * 6 / 0.05 - 1", async () => {
  const { predicate } = await compare(
    pairOf([
      ["a", "a", "a", 50, "x"],
      ["b", "b", "b", 50, "x"],
      ["a", "a", "a", 50, "y"],
      ["b", "b", "b", 50, "y"],
    ]),
    {
      settings: { interval: "bca" },
      slices: ["slice"],
      metrics: ["accuracy", "macro-recall: test=bootstrap", "macro-f1: test=bootstrap"],
    },
  );
  const found = predicate.findings;
  expect(resamplesNeeded(found, 0.05)).toBe(239);
  expect(resamplesNeeded(found, 0)).toBe(0);
  expect(
    resamplesNeeded(
      found.filter(({ metric }) => metric === "accuracy"),
      0.05,
    ),
  ).toBe(0);
});
