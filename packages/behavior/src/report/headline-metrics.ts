import { capText, type HeadlineMetric } from "@airworthy/report";
import type { ModelFigures } from "../evidence/finding-schema.ts";
import type { BehaviorPredicate } from "../evidence/predicate.ts";

/** A trend shows no more than a few. */
const MOST_METRICS = 8;
/** Of a suite's or a capability's name: a longer one would leave no room for the numbers. */
const NAME_CHARACTERS = 100;

type Parts = Pick<BehaviorPredicate, "suite" | "findings" | "capabilities">;

/**
 * The candidate's failure rate over the suite's cases, then over each capability's, in the suite's order. None where cases
 * were not answered: the rate of the others would look better, or worse, than it is.
 */
export function headlineMetrics({ suite, findings, capabilities }: Parts): HeadlineMetric[] {
  const tests = findings.filter(({ slice }) => slice === null);
  const name = `failures in ${capText(suite.name, NAME_CHARACTERS)}`;
  // One capability says what the suite does.
  const ofParts = (capabilities.length < 2 ? [] : capabilities).map((capability) =>
    failureRate(`${name}, ${capText(capability.name, NAME_CHARACTERS)}`, [capability.candidate]),
  );
  const all = failureRate(
    name,
    tests.map(({ candidate }) => candidate),
  );
  return [all, ...ofParts].flat().slice(0, MOST_METRICS);
}

function failureRate(name: string, figures: readonly ModelFigures[]): HeadlineMetric[] {
  const sum = (key: "failed" | "judged" | "unanswered") => figures.reduce((total, each) => total + each[key], 0);
  if (sum("judged") === 0 || sum("unanswered") > 0) return [];
  return [{ name, value: sum("failed") / sum("judged"), unit: "rate", better: "lower" }];
}
