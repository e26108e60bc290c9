import { formatStatement, parseStatement, stableDigest } from "@airworthy/evidence";
import { COMMENT_BUDGET, composeReport, renderMarkdown } from "@airworthy/report";
import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { digestOf, keysOf, knowing, LATER, NOW, planOf, running } from "../../fixtures/example.ts";
import { rosterOf } from "../../fixtures/roster.ts";
import { addArm, dropArm } from "../moves/arms.ts";
import { balanceArms } from "../moves/balance-arms.ts";
import { look } from "../moves/look.ts";
import type { Moved } from "../moves/moved.ts";
import { start } from "../moves/start.ts";
import { stop } from "../moves/stop.ts";
import { weigh } from "../moves/weigh.ts";
import { reportExperiment } from "../report/report-experiment.ts";
import { parseResults } from "../weights/results.ts";
import { EXPERIMENT_TYPE, type ExperimentPredicate, experimentPredicateSchema, parseExperiment } from "./predicate.ts";
import { stateExperiment } from "./state-experiment.ts";

const NAMES = ["control", "short"];
const PLAN = planOf(NAMES);
const KNOWN = knowing(NAMES);
const RUNNING = running(PLAN);
const IDS = keysOf(200);
const RUN = {
  inputs: [{ name: "flags.json", sha256: "0".repeat(64) }],
  tool: { name: "airworthy", version: "0.1.0" },
  startedOn: NOW,
  finishedOn: NOW,
};

function results(counts: readonly number[]) {
  const arms = NAMES.map((name, index) => ({ name, units: counts[index], successes: 100 + 55 * index }));
  return parseResults(JSON.stringify({ periods: [{ since: NOW, arms }] }), RUNNING, "results.json");
}

const MORE = addArm(RUNNING, "long", planOf([...NAMES, "long"]), { ...knowing([...NAMES, "long"]), now: LATER });
const WEIGHED = weigh(RUNNING, results([1_000, 1_010]), { ...KNOWN, now: LATER });
const OFF = weigh(RUNNING, results([1_000, 2_000]), { ...KNOWN, now: LATER });
const BALANCED = balanceArms(PLAN, [], {
  table: rosterOf(IDS, { age: IDS.map((_, index) => index % 50), "_a|b_": IDS.map((_, index) => `c${index % 3}`) }),
  attributes: ["age", "_a|b_"],
  candidates: 50,
  onCandidate: () => undefined,
});

const MOVES: readonly [string, Moved, string][] = [
  ["started", start(PLAN, [], KNOWN), "pass"],
  ["start refused", start(PLAN, [], { ...KNOWN, clearances: new Map() }), "inconclusive"],
  ["started twice", start(PLAN, [RUNNING], KNOWN), "pass"],
  ["weighed", WEIGHED, "pass"],
  ["weighing refused", OFF, "fail"],
  ["arm added", MORE, "pass"],
  ["arm dropped", dropArm(MORE.after, "short", LATER), "pass"],
  ["balanced", BALANCED, "pass"],
  ["stopped", stop(RUNNING, LATER), "pass"],
  ["status", look(RUNNING, { flag: null, denied: new Set() }, null), "fail"],
];

// `npx vitest run packages/experiments --update` writes the file anew. A check in code has no JSON Schema; it is left out.
test("experiment.schema.json is the predicate's schema", async () => {
  const converted = toJsonSchema(experimentPredicateSchema, { errorMode: "ignore" });
  const named = { ...converted, $id: `${EXPERIMENT_TYPE}/schema.json`, title: "Evidence of a move of an experiment" };
  await expect(`${JSON.stringify(named, null, 2)}\n`).toMatchFileSnapshot("../../experiment.schema.json");
});

test.each(MOVES)("evidence of what was %s is read back whole, on the packages of all arms", (_, moved, verdict) => {
  const statement = stateExperiment(moved, RUN);
  expect(parseExperiment(parseStatement(formatStatement(statement), "a.json"))).toEqual(statement.predicate);
  expect(statement.predicate.verdict).toBe(verdict);
  const digests = statement.subject.map(({ digest }) => `sha256:${digest.sha256}`);
  expect(digests.toSorted()).toEqual(moved.after.arms.map(({ digest }) => digest).toSorted());
  expect(stableDigest(stateExperiment(moved, { ...RUN, startedOn: LATER }))).toBe(stableDigest(statement));
});

test.each(MOVES)("the report of what was %s can be written", (_, moved, verdict) => {
  const section = reportExperiment(stateExperiment(moved, RUN));
  expect(section).toMatchObject({ title: "Experiment", verdict });
  const report = composeReport([section], { tool: RUN.tool, commit: null, evidenceFiles: 1 });
  const { text } = renderMarkdown(report.blocks, COMMENT_BUDGET);
  expect(text).not.toMatch(/undefined|NaN|_a\|b_(?!`)/);
});

test("the report says what a reader asks: who has what, who moved, how likely each is the best", () => {
  const { rows, facts, headline } = reportExperiment(stateExperiment(WEIGHED, RUN));
  expect(rows.map(({ was, now, reason }) => [was, now, reason])).toEqual([
    ["50.0 %", "1.0 %", "the best with < 0.1 %"],
    ["50.0 %", "99.0 %", "the best with > 99.9 %"],
  ]);
  expect(headline).toBe("prompts is split anew: control 1.0 %, short 99.0 %; 49.0 % of its users change arms.");
  expect(facts).toContain("49.0 % change arms");
  expect(facts.at(-1)).toMatch(/^2,010 units split as planned \(p = /);
  const off = reportExperiment(stateExperiment(OFF, RUN));
  expect(off.headline).toMatch(/^prompts: weigh refused: units did not come to the arms as planned/);
  expect(off.rows[0]).toMatchObject({ what: "split", verdict: "fail", reason: "split not as planned" });
});

const FORGED: readonly [string, Moved, (predicate: ExperimentPredicate) => object, RegExp][] = [
  ["a better verdict", OFF, () => ({ verdict: "pass" }), /worst verdict/],
  ["a move that was refused", OFF, () => ({ effect: "moved" }), /refused where a finding/],
  [
    "findings that pass",
    OFF,
    ({ findings }) => ({
      verdict: "pass",
      effect: "unchanged",
      findings: findings.map((one) => ({ ...one, verdict: "pass" })),
    }),
    /split that is not as planned/,
  ],
  [
    "a split that is as planned after all",
    OFF,
    ({ sampleRatio }) => ({ sampleRatio: { ...sampleRatio, ok: true } }),
    /must be ok/,
  ],
  [
    "another p",
    OFF,
    ({ sampleRatio }) => ({ sampleRatio: { ...sampleRatio, p: 0.5, ok: true } }),
    /probabilities of its counts/,
  ],
  [
    "slots that do not add up",
    WEIGHED,
    ({ arms }) => ({ arms: arms.map((arm) => ({ ...arm, slots: 5_000 })) }),
    /few slots|last of its splits/,
  ],
  ["fewer users moved", WEIGHED, () => ({ moved: 0 }), /as few slots/],
  ["a status that moved", MOVES[9]?.[1] ?? OFF, () => ({ effect: "moved" }), /only look|refused where/],
  ["probabilities above 1", WEIGHED, ({ arms }) => ({ arms: arms.map((arm) => ({ ...arm, best: 1 })) }), /together 1/],
  [
    "a balance that is worse",
    BALANCED,
    ({ balance }) => ({ balance: { ...balance, before: balance?.after, after: balance?.before } }),
    /no worse than before/,
  ],
  ["one arm alone", WEIGHED, ({ baseline }) => ({ candidate: baseline }), /two arms that are not the same/],
  ["another split", WEIGHED, ({ propensities }) => ({ propensities: propensities.slice(0, 1) }), /last of its splits/],
];

test.each(FORGED)("evidence with %s is refused", (_, moved, change, message) => {
  const statement = stateExperiment(moved, RUN);
  const predicate = { ...structuredClone(statement.predicate), ...change(statement.predicate) };
  expect(() => parseExperiment({ ...statement, predicate })).toThrow(message);
});

test("a predicate of another type is refused", () => {
  const statement = stateExperiment(WEIGHED, RUN);
  expect(() => parseExperiment({ ...statement, predicateType: "https://example.com/x" })).toThrow(/is allowed/);
  expect(statement.predicate.candidate.sha256).toBe(digestOf("short").slice(7));
});
