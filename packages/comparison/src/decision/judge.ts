import type { ComparisonFinding } from "../evidence/finding.ts";
import { findingInWords, idOf } from "../evidence/wording.ts";
import type { Measurement } from "../measure/measure.ts";
import type { ComparisonSettings } from "../measure/settings.ts";
import { criteriaOf } from "./criteria.ts";
import { type Criteria, type Decision, decideChange, insufficient } from "./decide.ts";
import { examplesNeeded } from "./examples-needed.ts";
import { appliesTo, type CheckedRule, checkRule } from "./rule.ts";
import { decideDrift, standingOf, withoutBaseline } from "./standing.ts";

/** The finding on a measurement: what changed, by decideChange, the rules, and the metric's role. */
export function judge(measurement: Measurement, settings: ComparisonSettings): ComparisonFinding {
  const { scope, request, estimate, adjustedP } = measurement;
  const { metric } = request;
  const { candidate, baseline, difference } = estimate;
  const rules = request.rules
    .filter((rule) => appliesTo(rule, scope.slice !== null))
    .map((rule) => ({ ...rule, state: checkRule(rule, metric.direction, candidate, baseline) }));
  const criteria = criteriaOf(metric, request.margin, baseline ?? 0, settings);
  const change = unlessIncomplete(changeOf(measurement, rules, criteria), measurement);
  const isOpen = change.reasonCode === "interval-too-wide" || change.reasonCode === "margin-not-excluded";
  const facts = {
    ...standingOf(change, rules, request.role),
    metric: metric.id,
    direction: metric.direction,
    directionSource: metric.directionSource,
    unit: metric.unit,
    role: request.role,
    slice: scope.slice === null ? null : [...scope.slice],
    rows: scope.rows.length,
    candidate: finiteOrNull(candidate),
    baseline: baseline === null ? null : finiteOrNull(baseline),
    standardError: estimate.standardError,
    difference:
      difference === null
        ? null
        : { estimate: difference.estimate, low: finiteOrNull(difference.low), high: finiteOrNull(difference.high) },
    pValue: estimate.pValue,
    adjustedPValue: adjustedP,
    methods: { interval: estimate.interval, test: estimate.test },
    resamples: estimate.resamples,
    margin: criteria.margin,
    rules,
    examplesNeeded: isOpen && difference !== null ? examplesNeeded(scope.rows.length, difference, criteria) : null,
    note: null,
    searched: null,
    waiver: null,
  };
  return { id: idOf(facts), ...facts, headline: findingInWords(facts, settings.alpha) };
}

function changeOf(measurement: Measurement, rules: readonly CheckedRule[], criteria: Criteria): Decision {
  const { request, estimate, adjustedP, isIdentical, shortage } = measurement;
  const { candidate, baseline, difference } = estimate;
  if (shortage !== null) return insufficient(shortage);
  if (!Number.isFinite(candidate)) return insufficient("not-defined");
  if (request.metric.kind === "drift") return decideDrift(rules);
  if (baseline === null) return withoutBaseline(rules);
  if (!Number.isFinite(baseline)) return insufficient("baseline-not-defined");
  // Nothing changed that could be seen: how few the rows are says nothing of a change.
  if (isIdentical) return { change: "stable", verdict: "pass", reasonCode: "identical-answers" };
  if (difference === null) return insufficient("too-many-undefined-draws");
  if (difference.low === Number.NEGATIVE_INFINITY) return insufficient("no-interval");
  return decideChange(difference, adjustedP ?? Number.NaN, criteria);
}

/** What would pass is not sure where the candidate was spared some of what the baseline went through. */
function unlessIncomplete(decision: Decision, { isIncomplete }: Measurement): Decision {
  if (!isIncomplete || decision.verdict !== "pass") return decision;
  return { change: "insufficient-evidence", verdict: "warn", reasonCode: "tests-removed" };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
