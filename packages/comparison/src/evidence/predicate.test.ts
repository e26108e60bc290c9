import { worstVerdict } from "@airworthy/evidence";
import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { pairOf } from "../../../tables/fixtures/table.ts";
import { compareTables } from "../../fixtures/compare.ts";
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

const WAIVER = { ceiling: 0.3, reason: "relabelled", owner: "@ann", expires: "2027-01-31" };

const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value : []);

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

test("a finding whose verdict its own numbers belie is refused: no file passes a regression", async () => {
  const own = await statement();
  type Finding = (typeof own.predicate.findings)[number];
  const forged: [Partial<Finding>, RegExp][] = [
    [{ verdict: "pass" }, /must have the verdict of its change, rules, role and waiver/],
    [{ verdict: "pass", changeVerdict: "pass" }, /must have a change that its values allow/],
    [{ verdict: "pass", changeVerdict: "pass", change: "stable", rules: [] }, /a change that its values allow/],
    [{ verdict: "pass", changeVerdict: "pass", change: "improvement", rules: [] }, /a change that its values allow/],
    [{ verdict: "pass", changeVerdict: "pass", change: "no-baseline", baseline: null, rules: [] }, /that its values/],
    [{ verdict: "pass", changeVerdict: "pass", change: "stable", candidate: null, rules: [] }, /that its values/],
    [{ candidate: 1 }, /a change that its values allow/],
    [{ rules: [{ rule: "floor", limit: 0.95, state: "kept" }] }, /must have the verdict/],
    [{ role: "informational", verdict: "fail" }, /must have the verdict/],
    [{ verdict: "warn", waiver: { owner: "me", reason: "so", expires: "2099-01-01", ceiling: 0.05 } }, /the verdict/],
    [{ verdict: "warn", waiver: { owner: "me", reason: "so", expires: "2099-01-01", ceiling: 1 } }, /that no file had/],
    [{ id: "other" }, /must have the id of its metric and slice/],
  ];
  for (const [change, message] of forged) {
    const copy = structuredClone(own);
    const findings = copy.predicate.findings.map((finding, index) =>
      index === 0 ? { ...finding, ...change } : finding,
    );
    const verdict = worstVerdict(findings.map((finding) => finding.verdict));
    expect(() => parseComparison({ ...copy, predicate: { ...copy.predicate, verdict, findings } })).toThrow(message);
  }
});

test("findings that all only inform, or that are the same, are refused", async () => {
  const quiet = (finding: Record<string, unknown>) =>
    Object.assign(finding, { role: "informational", verdict: "pass" });
  const informing = await edited((p) =>
    Object.assign(p, { verdict: "pass", findings: listOf(p["findings"]).map(quiet) }),
  );
  expect(() => parseComparison(informing)).toThrow(/must have a finding that is not only informational/);
  const twice = await edited((p) =>
    Object.assign(p, { findings: listOf(p["findings"]).concat(listOf(p["findings"])) }),
  );
  expect(() => parseComparison(twice)).toThrow(/must not have two findings of one id/);
});

test("a waived finding warns, but not where something else of it cannot be told; its headline keeps its own level", async () => {
  const waived = async (metric: string, minRows: number) => {
    const { predicate } = await compareTables(tables, {
      metrics: [metric],
      settings: { minRows },
      context: { waivers: { waivers: [{ ...WAIVER, metric: "accuracy" }], commit: null, asOf: "2027-01-31" } },
    });
    return predicate.findings.map(({ verdict, reasonCode, headline }) => [verdict, reasonCode, headline]);
  };
  const tables = pairOf([
    ["a", "a", "b", 20],
    ["b", "b", "b", 80],
  ]);
  expect(await waived("accuracy: floor=0.9", 30)).toEqual([
    ["warn", "waived", expect.stringMatching(/95 % interval .*: waived by @ann until 2027-01-31: relabelled$/)],
  ]);
  // Under 1,000 rows nothing is concluded: that the floor is broken is accepted, what changed is not known.
  expect(await waived("accuracy: floor=0.9", 1000)).toEqual([
    ["inconclusive", "waived", expect.stringMatching(/relabelled; the rest cannot be told$/)],
  ]);
});

test("a command takes no other file for the baseline's where there is none", async () => {
  const { predicate, ...rest } = await statement();
  const alone = await compareTables(
    { candidate: pairOf([["a", "a", "a", 40]]).candidate, baseline: null },
    { metrics: ["accuracy: floor=0.5"], context: { inputs: [...predicate.inputs, ...predicate.inputs] } },
  );
  expect(reportComparison({ ...rest, ...alone }).commands[0]).toMatch(
    /--candidate candidate\.jsonl --candidate-name new --metrics/,
  );
});

test("a command names some classes, and leaves a thousand to be filled in", async () => {
  const named = async (count: number) => {
    const names = Array.from({ length: count }, (_, index) => `class-${index}`);
    const copy = await edited((p) => Object.assign(p, { classes: { names, count } }));
    return reportComparison(copy).commands[0];
  };
  expect(await named(2)).toContain("--classes class-0 --classes class-1 --slices");
  expect(await named(1000)).toContain("--baseline-version 1.0.0 --metrics");
  expect(await named(1000)).toContain("--classes <classes> --slices");
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
    reason: "regression, and floor 0.95 broken",
  });
  // The loss of 0.10 is more than the 0.05 by which the floor is missed.
  expect(section.rows[0]?.severity).toBeCloseTo(0.1, 12);
  expect(section.rows[2]?.what).toEqual(["accuracy, ", { kind: "code", text: "slice=x" }]);
  expect(section.commands).toEqual([
    [
      "npx airworthy compare-metrics --candidate candidate.jsonl --baseline baseline.jsonl",
      `--package sha256:${"a".repeat(64)} --candidate-name new --candidate-version 1.0.0`,
      `--baseline-package sha256:${"a".repeat(64)} --baseline-name old --baseline-version 1.0.0`,
      '--metrics "accuracy: floor=0.95 slice-floor=0.1" --metrics "macro-f1: margin=0.02" --classes a --classes b --slices slice',
      "--alpha 0.05 --margin 0.01 --min-rows 30 --correction holm --interval student --resamples 500 --seed 7",
    ].join(" "),
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
