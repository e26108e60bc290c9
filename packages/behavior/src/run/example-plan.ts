import type { Case, Expected } from "../cases/case.ts";
import type { Expectation } from "../expectations/expectation.ts";
import type { Answer, Model, Prediction, Question } from "../model.ts";
import type { Plan, PlannedTest, TestHead } from "../suite/plan.ts";

/** Plans, cases and models for this package's tests, made by hand. */

export const GOOD: Prediction = prediction(0.8);
export const BAD: Prediction = prediction(0.1);

/** The class of the higher confidence, of two: positive and negative. */
export function prediction(positive: number): Prediction {
  const scores = new Map([
    ["negative", 1 - positive],
    ["positive", positive],
  ]);
  return { prediction: positive >= 0.5 ? "positive" : "negative", scores };
}

export function model(say: (input: string, question: Question) => Answer): Model & { readonly batches: number[] } {
  const batches: number[] = [];
  return {
    batches,
    predict(questions) {
      batches.push(questions.length);
      return Promise.resolve(questions.map((question) => say(String(question.input), question)));
    },
  };
}

export interface CaseParts {
  readonly id?: string;
  readonly inputs: readonly string[];
  readonly slices?: Readonly<Record<string, string>>;
  readonly cluster?: string;
  readonly expected?: Expected;
}

export function exampleCase({ id, inputs, slices, cluster, expected }: CaseParts): Case {
  return {
    id: id ?? inputs.join("|"),
    inputs,
    origins: null,
    expected: expected ?? null,
    slices: slices === undefined ? null : new Map(Object.entries(slices)),
    cluster: cluster ?? "one",
  };
}

export function head(parts: Partial<TestHead> & Pick<TestHead, "id">): TestHead {
  return {
    title: parts.id,
    capability: null,
    kind: "mft",
    maxFailureRate: null,
    maxNewFailures: null,
    minimumCases: 1,
    repeat: { times: 1, passes: 1 },
    slices: [],
    line: null,
    ...parts,
  };
}

/** Positive is expected of every input: what is not is as wrong as its confidence is missing. */
export const POSITIVE: Expectation = {
  judge: (_, answers) =>
    answers.map((answer) => (answer.prediction === "positive" ? 1 : -(1 - (answer.scores?.get("positive") ?? 0)))),
  describe: () => "positive",
};

/** The class of the first input is expected of every other. */
export const UNCHANGED: Expectation = {
  judge: (_, answers) => answers.map((answer) => (answer.prediction === answers[0]?.prediction ? 1 : -1)),
  describe: (_, answers) => `${answers[0]?.prediction}, as before`,
};

export function plannedTest(own: Partial<TestHead> & Pick<TestHead, "id">, cases: readonly CaseParts[]): PlannedTest {
  const all = cases.map(exampleCase);
  return {
    head: head(own),
    expectation: own.kind === "inv" ? UNCHANGED : POSITIVE,
    async *cases() {
      for (let start = 0; start < all.length; start += 3) yield all.slice(start, start + 3);
    },
    expectedCases: all.length,
  };
}

export function plan(...tests: readonly PlannedTest[]): Plan {
  return { name: "example", seed: 7, classes: ["negative", "positive"], tests, skipped: [] };
}

/** A test of each kind that is judged, on seven texts: "praise" and "names", which changes a word. */
export function examplePlan(): Plan {
  const praise = ["good", "great", "fine"].flatMap((word) =>
    ["phone", "oven"].map((thing) => ({ inputs: [`A ${word} ${thing}.`], cluster: thing })),
  );
  const names = { inputs: ["Ann likes it.", "Bo likes it.", "Cleo likes it."] };
  return plan(
    plannedTest({ id: "praise", capability: "vocabulary", line: 12 }, praise),
    plannedTest({ id: "names", title: "another name", kind: "inv", capability: "fairness" }, [names]),
  );
}
