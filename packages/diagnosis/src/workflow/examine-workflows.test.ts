import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "../finding.ts";
import { RULE_IDS, type RuleId, ruleOf } from "../rules/rules.ts";
import { examineWorkflows } from "./examine-workflows.ts";
import { BROKEN, CASES_OF_RUNS } from "./testing/cases-of-runs.ts";
import { CASES_OF_USE } from "./testing/cases-of-use.ts";
import { CATALOGUE, CHECKOUT, PIN, SUITE, uses, workflow } from "./testing/example-workflow.ts";

const CASES = { ...CASES_OF_USE, ...CASES_OF_RUNS };

function examine(...texts: readonly string[]): readonly Finding[] {
  const files = texts.map((text, index) => ({ path: `.github/workflows/${index}.yml`, text }));
  return examineWorkflows(files, CATALOGUE, { alertsByIssue: false }).findings;
}

/** A case in one line, for its name, without what all of them have. */
function shown([text = ""]: readonly string[]): string {
  return text
    .slice(0, 1_000)
    .replace("name: model\n", "")
    .replaceAll(`@${PIN}`, "")
    .replaceAll(/\s+/g, " ")
    .replace("permissions: {} jobs: a: steps: ", "")
    .slice(0, 150);
}

const OF_WORKFLOWS = RULE_IDS.filter((rule) => ruleOf(rule).area === "workflows");

test("every rule about workflows is tried here", () => {
  expect(Object.keys(CASES).sort()).toEqual([...OF_WORKFLOWS].sort());
});

describe.each(Object.entries(CASES))("%s", (rule, { finds, silent }) => {
  const found = finds.map(([line, ...texts]) => [line ?? 0, shown(texts), { line, texts }] as const);
  test.each(found)("finds something on line %i: %s", (_line, _shown, { line, texts }) => {
    const found = examine(...texts).filter((finding) => finding.rule === rule);
    expect(found.map(({ place }) => place.line)).toEqual([line]);
    expect(found[0]?.found).not.toBe("");
    expect(found[0]?.remedy).not.toBe("");
  });

  test.each(silent.map((texts) => [shown(texts), { texts }] as const))("is silent: %s", (_shown, { texts }) => {
    const rules = examine(...texts).map((finding) => finding.rule);
    expect(rules).not.toContain(rule);
    // Of what cannot be read every rule would be silent.
    expect(rules.includes("workflow-unreadable")).toBe(texts.includes(BROKEN));
  });
});

describe("versions-differ", () => {
  const rulesOf = (...texts: readonly string[]): readonly RuleId[] => examine(...texts).map(({ rule }) => rule);

  test("finds two versions of ours, in one workflow or in two", () => {
    const other = SUITE.replace(PIN, "v2");
    expect(rulesOf(workflow({ steps: [SUITE, other] }))).toContain("versions-differ");
    expect(rulesOf(workflow({ steps: [SUITE] }), workflow({ steps: [other] }))).toContain("versions-differ");
  });

  test("is silent where all are of one", () => {
    expect(rulesOf(workflow({ steps: [SUITE, SUITE] }))).not.toContain("versions-differ");
  });
});

test("a mistyped name comes with the nearest", () => {
  const remedies = examine(
    workflow({ steps: [uses("test-behaviour"), uses("test-behavior", "suit: b", "suite: a")] }),
  ).map(({ remedy }) => remedy);
  expect(remedies).toContain(`Write uses: airworthy/airworthy/actions/test-behavior@${PIN}`);
  expect(remedies).toContain("Write suite:");
});

test("an issue is opened by alerts only where a target is one", () => {
  const text = workflow({ on: "{ schedule: [] }", steps: [uses("send-alert")] });
  const rules = (alertsByIssue: boolean) =>
    examineWorkflows([{ path: "x.yml", text }], CATALOGUE, { alertsByIssue }).findings.map(({ rule }) => rule);
  expect(rules(true)).toContain("permission-missing");
  expect(rules(false)).not.toContain("permission-missing");
});

test.each([
  "",
  "null",
  "on: 7\njobs: { a: { steps: [{ uses: 7, with: 7 }] } }",
  "on: { 7: 8 }\njobs: { a: { permissions: 7, with: [], secrets: [], strategy: 7 } }",
  "on: { workflow_run: 7 }\njobs: {}",
  "on: { workflow_run: { workflows: { a: b } } }\njobs: {}",
  "jobs: { __proto__: { steps: [] }, constructor: { uses: toString } }",
  "on: [[push]]\njobs: { a: { steps: [[], null, { run: [], uses: {}, with: { a: { b: [] }, c: null } }] } }",
])("whatever a file holds, it is looked at: %j", (text) => {
  expect(() => examine(text)).not.toThrow();
});

test("no text and no structure makes it throw, and each finding has words", () => {
  const key = fc.constantFrom(
    "on",
    "jobs",
    "a",
    "steps",
    "uses",
    "with",
    "permissions",
    "workflow_run",
    "workflows",
    "if",
  );
  const use = fc.constantFrom(
    SUITE.slice("uses: ".length).split("\n")[0],
    CHECKOUT,
    "airworthy/airworthy/actions/x",
    "",
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      use,
      fc.jsonValue(),
      fc.array(tie("value")),
      fc.dictionary(key, tie("value")),
    ),
  }));
  const text = fc.oneof(
    fc.string(),
    fc.dictionary(key, value).map((jobs) => JSON.stringify({ on: "push", jobs })),
  );
  fc.assert(
    fc.property(text, (written) => {
      expect(examine(written).filter(({ found, remedy }) => found === "" || remedy === "")).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test("a workflow of very many steps and jobs is looked at in part, and said to be", () => {
  const steps = "{ uses: airworthy/airworthy/actions/nothing@v1 },".repeat(3_000);
  const jobs = Array.from({ length: 3_000 }, (_, index) => `  j${index}: { steps: [] }`).join("\n");
  const found = examine(`on: push\njobs: { a: { steps: [${steps}] } }`, `on: push\njobs:\n${jobs}\n`);
  const unreadable = found.filter(({ rule }) => rule === "workflow-unreadable").map((finding) => finding.found);
  expect(unreadable).toEqual(["a job has 3000 steps; 1000 are looked at", "it has 3000 jobs; 1000 are looked at"]);
});
