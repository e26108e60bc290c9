import { VERDICTS, type Verdict } from "@airworthy/evidence";
import { type Decision, decideChange, insufficient } from "./decide.ts";
import type { ComparisonSettings, Measurement } from "./measure.ts";
import type { ComparisonFinding } from "./predicate.ts";
import { checkRule, type Rule, type RuleName, type RuleState } from "./rule.ts";
import { findingInWords, idOf } from "./wording.ts";

const BROKEN_REASONS = {
  floor: "floor-not-reached",
  "slice-floor": "slice-floor-not-reached",
  "max-drop": "max-drop-exceeded",
  "max-relative-drop": "max-relative-drop-exceeded",
} as const satisfies Record<RuleName, string>;

interface CheckedRule extends Rule {
  readonly state: RuleState;
}

/**
 * The finding on a measurement: what changed, by decideChange, and the rules. The verdict is the worst of both: a broken rule
 * fails whatever the statistics say, and one that cannot be told is inconclusive. Without a baseline the rules alone decide,
 * and where there are none the finding is inconclusive. Over all rows `slice-floor` does not apply, in a slice it alone does.
 */
export function judge(measurement: Measurement, settings: ComparisonSettings): ComparisonFinding {
  const { scope, request, candidate, baseline, estimate } = measurement;
  const { metric } = request;
  const margin = request.margin ?? settings.margin;
  const rules = request.rules
    .filter(({ rule }) => (rule === "slice-floor") === (scope.slice !== null))
    .map((rule) => ({ ...rule, state: checkRule(rule, metric.direction, candidate, baseline) }));
  const decision = decide(measurement, rules, { margin, alpha: settings.alpha });
  const facts = {
    ...decision,
    metric: metric.name,
    direction: metric.direction,
    slice: scope.slice,
    rows: scope.rows,
    candidate,
    baseline,
    difference: estimate?.difference ?? null,
    pValue: estimate?.pValue ?? null,
    adjustedPValue: measurement.adjustedP,
    margin,
    rules,
  };
  return { id: idOf(facts), ...facts, headline: findingInWords(facts, settings.alpha) };
}

function decide(
  { request, estimate, adjustedP, baseline, shortage }: Measurement,
  rules: readonly CheckedRule[],
  limits: { margin: number; alpha: number },
): Decision {
  const change = shortage !== null ? insufficient(shortage) : changeOf();
  const [worst] = [change, ...rules.map(decisionOf)].sort((a, b) => rank(b.verdict) - rank(a.verdict));
  return { ...(worst ?? change), change: change.change };

  function changeOf(): Decision {
    if (baseline === null) return withoutBaseline(rules);
    const difference = estimate?.difference ?? { estimate: Number.NaN, low: Number.NaN, high: Number.NaN };
    return decideChange(difference, adjustedP ?? Number.NaN, { direction: request.metric.direction, ...limits });
  }
}

function withoutBaseline(rules: readonly CheckedRule[]): Decision {
  if (rules.length === 0) return { change: "no-baseline", verdict: "inconclusive", reasonCode: "no-baseline" };
  return { change: "no-baseline", verdict: "pass", reasonCode: "rules-kept" };
}

function decisionOf({ rule, state }: CheckedRule): Omit<Decision, "change"> {
  if (state === "kept") return { verdict: "pass", reasonCode: "rules-kept" };
  if (state === "broken") return { verdict: "fail", reasonCode: BROKEN_REASONS[rule] };
  return { verdict: "inconclusive", reasonCode: "rule-needs-baseline" };
}

function rank(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}
