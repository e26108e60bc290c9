import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { compareTables } from "../../fixtures/compare.ts";
import { pairOf } from "../../fixtures/table.ts";
import { reportComparison } from "../report/report-comparison.ts";
import { COMPARISON_TYPE, comparisonSchema, parseComparison } from "./predicate.ts";

const version = (name: string) => ({ name, version: "1.0.0", sha256: "a".repeat(64), digestOf: "package" as const });

async function statement(slice = "x") {
  const tables = pairOf([
    ["a", "a", "a", 100, slice],
    ["b", "b", "a", 20, slice],
    ["b", "b", "b", 80, slice],
  ]);
  return await compareTables(tables, {
    metrics: ["accuracy: floor=0.95 slice-floor=0.1", "macro-f1: margin=0.02"],
    classes: ["a", "b"],
    slices: ["slice"],
    settings: { resamples: 500, seed: 7 },
    context: { candidate: version("new"), baseline: version("old") },
  });
}

const edited = async (change: (predicate: Record<string, unknown>) => void) => {
  const copy = JSON.parse(JSON.stringify(await statement()));
  change(copy.predicate);
  return copy;
};

test("the published JSON Schema is the one that the parser checks by", async () => {
  // Written anew by `vitest run packages/comparison --update` when the predicate changes.
  const schema = { ...toJsonSchema(comparisonSchema, { errorMode: "ignore" }), $id: `${COMPARISON_TYPE}/schema.json` };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot("../../metrics.schema.json");
});

test("a predicate of another type or version is refused by name", async () => {
  const other = { ...(await statement()), predicateType: COMPARISON_TYPE.replace("v1", "v2") };
  expect(() => parseComparison(other)).toThrow(
    /metric-comparison\/v2" was given; https:.*metric-comparison\/v1 is allowed/,
  );
});

test("a predicate that is not whole, or that contradicts itself, is refused and never read as a pass", async () => {
  const cases: [(predicate: Record<string, unknown>) => void, RegExp][] = [
    [(p) => delete p["findings"], /findings: missing/],
    [(p) => Object.assign(p, { findings: [] }), /findings: a list was given; it must not be empty/],
    [(p) => Object.assign(p, { verdict: "pass" }), /must have the worst of its findings' verdicts/],
    [(p) => Object.assign(p, { verdict: "green" }), /verdict: "green" was given/],
    [(p) => Object.assign(p, { extra: 1 }), /extra: unknown field/],
    [(p) => Object.assign(p, { data: { rows: -1, fingerprint: null } }), /data\.rows: -1 was given/],
    [(p) => Object.assign(p, { candidate: { ...version("x"), sha256: "abc" } }), /candidate\.sha256/],
  ];
  for (const [change, message] of cases) {
    const copy = await edited(change);
    expect(() => parseComparison(copy)).toThrow(message);
  }
});

test("the report has a row for each finding, worst reason in words, and a command that asks for the same", async () => {
  const section = reportComparison(await statement());
  expect(section).toMatchObject({
    title: "Metrics",
    verdict: "fail",
    facts: ["200 paired rows", "20 negative flips (10.0 %)", "seed 7"],
  });
  expect(section.rows).toHaveLength(4);
  expect(section.rows[0]).toMatchObject({
    what: "accuracy",
    was: "100.0 %",
    now: "90.0 %",
    change: "regression",
    reason: "floor 0.95 broken",
  });
  // The loss of 0.10 is more than the 0.05 by which the floor is missed.
  expect(section.rows[0]?.severity).toBeCloseTo(0.1, 12);
  expect(section.rows[2]?.what).toEqual(["accuracy, ", { kind: "code", text: "slice=x" }]);
  expect(section.commands).toEqual([
    `npx airworthy compare-metrics --candidate candidate.jsonl --baseline baseline.jsonl --metrics "accuracy: floor=0.95 slice-floor=0.1" --metrics "macro-f1: margin=0.02" --classes a --classes b --slices slice --alpha 0.05 --margin 0.01 --min-rows 30 --correction holm --interval student --resamples 500 --seed 7`,
  ]);
});

test("no name from outside gets into a command that a reader may paste", async () => {
  const hostile = "$(rm -rf ~); `id`";
  const copy = JSON.parse(JSON.stringify(await statement()));
  copy.predicate.inputs[0].name = hostile;
  copy.predicate.inputs[1].name = "--output=x";
  copy.predicate.slices = ["a `b`"];
  copy.predicate.settings.metrics = ["accuracy: floor=$(rm -rf ~)"];
  const [command] = reportComparison(copy).commands;
  expect(command).toContain("--candidate <candidate> --baseline <baseline>");
  expect(command).toContain("--metrics <metrics>");
  expect(command).toContain("--slices <slices>");
  expect(command).not.toContain("rm -rf");
});

test("a slice's hostile value stays a plain string for the renderer to escape", async () => {
  const value = "a|b `x` [y](javascript:z) @team :mega: #12\n\u202e__proto__";
  const section = reportComparison(await statement(value));
  expect(section.rows[2]?.what).toEqual(["accuracy, ", { kind: "code", text: `slice=${value}` }]);
});
