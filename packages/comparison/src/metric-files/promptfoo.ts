import { checkShape } from "@airworthy/evidence";
import { caseMetrics, meanMetric } from "./case-metrics.ts";
import type { DataFormat } from "./format.ts";
import type { CaseResult, Outcome, ScalarMetric } from "./metric-file.ts";
import { valueAt } from "./plain-object.ts";
import { promptfooIds } from "./promptfoo-ids.ts";
import { type Evaluated, evaluationSchema } from "./promptfoo-schema.ts";
import { checkMetrics, readNumber } from "./scalar-metric.ts";

/** Its number for a test that could not be judged, such as for a provider's error. */
const FAILED_BY_ERROR = 2;

/** What promptfoo measures of each case; named scores are means of assertions' scores, of which more is better too. */
const MEANS: ReadonlyMap<string, Partial<ScalarMetric>> = new Map([
  ["score", { direction: "higher-is-better" }],
  ["latency", { unit: "milliseconds", direction: "lower-is-better" }],
  ["cost", { unit: "dollars", direction: "lower-is-better" }],
]);

/**
 * What `promptfoo eval --output results.json` writes (or .yaml): a case for each provider, prompt and test, and the means
 * of what was measured over all cases that have it. https://www.promptfoo.dev/docs/configuration/outputs/
 */
export const PROMPTFOO: DataFormat = {
  format: "promptfoo",
  mark: '"results" with a list "results" (promptfoo)',
  fits: (value) => Array.isArray(valueAt(value, "results", "results")),
  read(value, file) {
    const { results } = checkShape<{ results: { results: Evaluated[] } }>(evaluationSchema, value, file).results;
    // Cases that run at once may be written in any order.
    const ordered = results.toSorted(byPosition);
    const ids = promptfooIds(ordered, file);
    const cases = ordered.map((evaluated, index) => readCase(evaluated, ids[index] ?? ""));
    const metrics = checkMetrics([...caseMetrics(cases), ...means(cases)], file);
    return { format: "promptfoo", metrics, cases, passedOver: [], notes: [] };
  },
};

function byPosition(a: Evaluated, b: Evaluated): number {
  return (a.testIdx ?? 0) - (b.testIdx ?? 0) || (a.promptIdx ?? 0) - (b.promptIdx ?? 0);
}

function readCase(evaluated: Evaluated, id: string): CaseResult {
  const outcome = outcomeOf(evaluated);
  const { provider, prompt, latencyMs } = evaluated;
  const slices = new Map<string, string>([["provider", provider]]);
  if (prompt !== "") slices.set("prompt", prompt);
  return {
    id,
    passed: outcome === "error" ? null : outcome === "passed",
    outcome,
    seconds: typeof latencyMs === "number" ? latencyMs / 1_000 : null,
    numbers: numbersOf(evaluated),
    slices,
  };
}

function outcomeOf({ success, failureReason }: Evaluated): Outcome {
  if (failureReason === FAILED_BY_ERROR) return "error";
  return success ? "passed" : "failed";
}

/** A score that is null was NaN when it was written; a latency or cost that is null was not measured. */
function numbersOf({ score, latencyMs, cost, namedScores }: Evaluated): ReadonlyMap<string, number> {
  const numbers = new Map([["score", readNumber(score).value]]);
  if (typeof latencyMs === "number") numbers.set("latency", latencyMs);
  if (typeof cost === "number") numbers.set("cost", cost);
  for (const [name, given] of Object.entries(namedScores ?? {})) {
    numbers.set(`score.${name}`, readNumber(given).value);
  }
  return numbers;
}

function means(cases: readonly CaseResult[]): readonly ScalarMetric[] {
  const values = new Map<string, number[]>();
  for (const { numbers } of cases) {
    for (const [name, number] of numbers) {
      const all = values.get(name);
      if (all === undefined) values.set(name, [number]);
      else all.push(number);
    }
  }
  return [...values].map(([name, all]) => meanMetric(name, all, MEANS.get(name) ?? { direction: "higher-is-better" }));
}
