import { createRandom } from "@airworthy/stats";
import * as v from "valibot";
import { beforeAll, describe, expect, test } from "vitest";
import { judgeCase } from "../../packages/behavior/src/expectations/aggregate.ts";
import type { Judgement } from "../../packages/behavior/src/expectations/expectation.ts";
import type { Prediction } from "../../packages/behavior/src/model.ts";
import { conforms } from "../harness/conforms.ts";
import { pythonVersion } from "../harness/peer-versions.ts";
import { askChecklist } from "./checklist/ask.ts";
import { type Compared, comparedExpectations, invariance } from "./checklist/compared-expectations.ts";
import { pythonWithChecklist } from "./checklist/python.ts";
import { type AnsweredCase, randomCases } from "./checklist/random-cases.ts";

const CASES = 1000;

const saidSchema = v.array(
  v.strictObject({
    passed: v.array(v.nullable(v.boolean())),
    results: v.array(v.array(v.nullable(v.number()))),
    afterFiltering: v.number(),
    failRate: v.nullable(v.number()),
  }),
);

type Said = v.InferOutput<typeof saidSchema>[number];

const random = createRandom(5);
const compared = comparedExpectations().map((expectation) => ({
  ...expectation,
  cases: randomCases(CASES, expectation.model, random),
}));
const said = new Map<string, Said>();

beforeAll(async () => {
  const answers = await askChecklist("expectations.py", compared.map(asQuestion), saidSchema);
  for (const [index, { name }] of compared.entries()) {
    const answer = answers[index];
    if (answer !== undefined) said.set(name, answer);
  }
});

describe("a thousand random cases are judged as by CheckList:", () => {
  test.each(compared)("$name", async ({ cases, ...expectation }) => {
    const theirs = said.get(expectation.name);
    const ours = await judgeAll(expectation, cases);
    expect(ours.map(passed)).toEqual(theirs?.passed);

    const fails = ours.filter(({ outcome }) => outcome === "fail").length;
    const kept = ours.filter(({ outcome }) => outcome !== "filtered").length;
    expect({ kept, failRate: (100 * fails) / kept }).toEqual({
      kept: theirs?.afterFiltering,
      failRate: theirs?.failRate,
    });
    // Else the cases would say nothing of the rule.
    expect(fails).toBeGreaterThan(CASES / 100);
    expect(kept - fails).toBeGreaterThan(CASES / 100);
    conforms({
      area: "Behaviour tests",
      claim: "random cases of each kind of expectation: pass, fail or left out",
      peer: "CheckList",
      version: await pythonVersion(await pythonWithChecklist(), "checklist"),
      cases: ours.length,
    });

    if (!expectation.comparesSeverity) return;
    const severities = ours.map((judgement) => (judgement.outcome === "fail" ? judgement.severity : null));
    for (const [index, severity] of severities.entries()) {
      if (severity !== null) expect(severity).toBeCloseTo(worst(theirs?.results[index] ?? [], expectation.kind), 12);
    }
  });

  test("some of them are left out, by each rule that leaves cases out", () => {
    const filtered = compared.filter(({ name }) => (said.get(name)?.afterFiltering ?? CASES) < CASES);
    const words = filtered.map(({ name }) => name).join();
    for (const rule of ["increases within", "decreases within", "unless neutral"]) expect(words).toContain(rule);
  });
});

describe("where ours departs from CheckList on purpose:", () => {
  test("a difference that equals the tolerance but for a double's rounding passes", async () => {
    const confs = [
      [0.8, 0.1, 0.1],
      [0.7, 0.2, 0.1],
    ];
    // In doubles 0.8 - 0.7 is 0.10000000000000009.
    expect(await outcomes({ preds: [0, 1], confs, label: 0 })).toEqual({ theirs: [false], ours: ["pass"] });
  });

  test("an original that nothing became of is left out; CheckList lets it pass", async () => {
    const confs = [[0.6, 0.3, 0.1]];
    expect(await outcomes({ preds: [0], confs, label: 0 })).toEqual({ theirs: [true], ours: ["filtered"] });
  });
});

/** What both say of one case that should be unchanged. */
async function outcomes(answered: AnsweredCase) {
  const unchanged = invariance(0.1, "softmax", ["negative", "neutral", "positive"]);
  const question = asQuestion({ ...unchanged, cases: [answered] });
  const [theirs] = await askChecklist("expectations.py", [question], saidSchema);
  return { theirs: theirs?.passed, ours: (await judgeAll(unchanged, [answered])).map(({ outcome }) => outcome) };
}

function asQuestion({ kind, theirs, cases }: Compared & { readonly cases: readonly AnsweredCase[] }) {
  return { kind, expectation: theirs, cases };
}

async function judgeAll(expectation: Compared, cases: readonly AnsweredCase[]): Promise<Judgement[]> {
  const { kind, classes, hasLabels, ours } = expectation;
  const judged = cases.map(({ preds, confs, label }, index) => {
    const item = {
      id: `case ${index}`,
      inputs: preds.map((_, at) => `input ${at}`),
      origins: null,
      expected: hasLabels ? { oneOf: [classes[label] ?? ""] } : null,
      slices: null,
      cluster: "",
    };
    const answers = preds.map((pred, at) => asPrediction(classes, pred, confs[at] ?? Number.NaN, expectation));
    return judgeCase(kind, item, answers, ours);
  });
  return Promise.all(judged);
}

/** CheckList's prediction in our words: a class by name; of a model without confidences, no scores. */
function asPrediction(
  classes: readonly string[],
  pred: number,
  conf: AnsweredCase["confs"][number],
  { model }: Compared,
): Prediction {
  const prediction = classes[pred] ?? "";
  if (typeof conf !== "number") {
    return { prediction, scores: new Map(conf.map((score, at) => [classes[at] ?? "", score])) };
  }
  return { prediction, scores: model.confidences === "none" ? null : new Map([[prediction, conf]]) };
}

/** As CheckList has it: null is left out. */
function passed({ outcome }: Judgement): boolean | null {
  return outcome === "filtered" ? null : outcome === "pass";
}

/** How bad CheckList's worst result of a case is, of those that it looks at: 0 to 1. */
function worst(results: readonly (number | null)[], kind: Compared["kind"]): number {
  const applied = results.filter((result) => result !== null);
  const judged = kind === "mft" ? applied : applied.slice(1);
  return Math.min(1, Math.max(0, -Math.min(...judged)));
}
