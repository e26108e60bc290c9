import { UserError } from "@airworthy/evidence";
import { plainText } from "@airworthy/report";
import { describe, expect, test } from "vitest";
import { columnsOf, numbers, pairOf } from "../../../tables/fixtures/table.ts";
import { type CompareOptions, compareTables } from "../../fixtures/compare.ts";
import type { BaselineOrigin } from "../evidence/predicate.ts";
import { reportComparison } from "./report-comparison.ts";

const SHA = "d".repeat(40);

const TABLES = pairOf([
  ["a", "a", "a", 100],
  ["b", "b", "a", 20],
  ["b", "a", "b", 10],
  ["b", "b", "b", 70],
]);

async function report(options: CompareOptions = {}, tables: Parameters<typeof compareTables>[0] = TABLES) {
  return reportComparison(await compareTables(tables, options));
}

describe("the commit of the baseline", () => {
  const origin: BaselineOrigin = {
    how: "artifact",
    commit: SHA,
    distance: 3,
    committedOn: "2026-01-01T00:00:00Z",
    run: 7,
    note: null,
  };
  const startedOn = new Date("2026-01-03T23:00:00Z");
  const found = (own: Partial<BaselineOrigin>) => report({ context: { startedOn, origin: { ...origin, ...own } } });

  test("is told with its distance and whole days, and not once more in the facts", async () => {
    const section = await found({});
    expect(section.baselineCommit).toEqual({ sha: SHA, distance: 3, days: 2 });
    expect(section.facts).toEqual(["200 paired rows", "20 negative flips (10.0 %)", "seed 1"]);
  });

  test("has no age where its time is unknown, no time or in the future", async () => {
    for (const committedOn of [null, "long ago", "2026-02-01T00:00:00Z"]) {
      expect((await found({ committedOn })).baselineCommit).toEqual({ sha: SHA, distance: 3, days: null });
    }
  });

  test("is none where the baseline was given or what is told is no commit; a note is a fact", async () => {
    const section = await found({ how: "given", note: "attached to x" });
    expect([section.baselineCommit, section.facts[0]]).toEqual([null, "attached to x"]);
    for (const commit of [null, "main", `${SHA}](javascript:x)`]) {
      expect((await found({ commit })).baselineCommit).toBeNull();
    }
    expect((await report()).baselineCommit).toBeNull();
  });
});

describe("examples", () => {
  test("are rows that were right and are wrong now, as severe as what they cost less what was won", async () => {
    const { examples } = await report();
    expect(examples?.total).toBe(20);
    expect(examples?.worst).toHaveLength(3);
    // 20 lost and 10 won of 200.
    expect(examples?.worst[0]).toMatchObject({ of: "right before", severity: 0.05 });
    expect(plainText(examples?.worst[0]?.text ?? "")).toBe("1-0: expected b, got a, was b");
  });

  test("are none where nothing is right or wrong: the rows that lost most have a fold", async () => {
    const table = (name: string, error: number) =>
      columnsOf(
        name,
        Array.from({ length: 40 }, (_, row) => `${row}`),
        {
          label: numbers(Array.from({ length: 40 }, (_, row) => row)),
          prediction: numbers(Array.from({ length: 40 }, (_, row) => row + (row % 3) * error)),
        },
      );
    const section = await report({ metrics: ["mae"] }, { candidate: table("c", 2), baseline: table("b", 1) });
    expect(section.examples).toBeUndefined();
    expect(section.folds[0]?.summary).toBe("The 5 rows that lost most");
  });
});

test("headline metrics are the candidate's over all rows, critical ones first, and at most eight", async () => {
  const { metrics } = await report({
    metrics: ["macro-f1", "macro-recall: informational", "accuracy: critical"],
    classes: ["a", "b"],
  });
  expect(metrics?.map(({ name }) => name)).toEqual(["accuracy", "macro-f1", "macro-recall"]);
  // 100 + 10 + 70 of 200 rows are right.
  expect(metrics?.[0]).toEqual({ name: "accuracy", value: 0.9, unit: "rate", better: "higher" });
  const statement = await compareTables(TABLES, { metrics: ["accuracy"] });
  const [finding] = statement.predicate.findings;
  if (finding === undefined) throw new Error("nothing was found");
  const named = Array.from({ length: 20 }, (_, at) => ({ ...finding, metric: `m${at}`, id: `m${at}` }));
  const many = reportComparison({ ...statement, predicate: { ...statement.predicate, findings: named } });
  expect(many.metrics?.map(({ name }) => name)).toEqual(["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7"]);
});

test("half a surrogate pair in evidence is an invalid file, not a crash", async () => {
  const sliced = pairOf([["a", "a", "a", 40, "x"]]);
  const statement = await compareTables(sliced, { metrics: ["accuracy"], slices: ["slice"] });
  const { findings } = statement.predicate;
  const broken = findings.map((finding) =>
    finding.slice === null ? finding : { ...finding, slice: [{ column: "slice", value: "\ud800" }] },
  );
  expect(() => reportComparison({ ...statement, predicate: { ...statement.predicate, findings: broken } })).toThrow(
    UserError,
  );
});

test("a comparison in which nothing fails has nothing to accept", async () => {
  const same = pairOf([["a", "a", "a", 40]]);
  expect((await report({ metrics: ["accuracy"] }, same)).acceptance).toBeNull();
});
