import { nearest, type Statement, UserError } from "@airworthy/evidence";
import { checkDecides } from "./compare-rows.ts";
import { criteriaOf } from "./decision/criteria.ts";
import type { Decision } from "./decision/decide.ts";
import { decideNumbers, differenceOf } from "./decision/decide-numbers.ts";
import type { Margin, MetricSettings } from "./decision/metric-request.ts";
import { checkRule, isOfSlices } from "./decision/rule.ts";
import { standingOf } from "./decision/standing.ts";
import type { ComparisonContext } from "./evidence/comparison-context.ts";
import type { ComparisonFinding } from "./evidence/finding.ts";
import type { ComparisonPredicate } from "./evidence/predicate.ts";
import { stateComparison } from "./evidence/state-comparison.ts";
import { findingInWords } from "./evidence/wording.ts";
import type { ComparisonSettings } from "./measure/settings.ts";
import { matchMetrics } from "./metric-files/match-metrics.ts";
import type { MetricFile, ScalarMetric } from "./metric-files/metric-file.ts";
import { inferDirection } from "./metrics/columns/infer-direction.ts";

export interface NumbersRequest {
  readonly candidate: MetricFile;
  readonly baseline: MetricFile | null;
  /** How metrics are judged, by name; where empty, all whose direction is known decide. */
  readonly metrics: ReadonlyMap<string, MetricSettings>;
  /** The metrics as they were asked for. */
  readonly lines: readonly string[];
  readonly settings: ComparisonSettings;
}

/** A metric of which the name alone was given. */
const UNSAID: MetricSettings = { direction: null, role: "gate", margin: null, test: null, rules: [] };

/**
 * Compares the metrics that two files state, and says what was found, about the candidate. Named metrics decide and the others
 * inform; where none is named, those decide whose direction the file or the name tells. Throws a UserError for a named metric that
 * neither file has, and where nothing would decide.
 */
export function compareNumbers(request: NumbersRequest, context: ComparisonContext): Statement<ComparisonPredicate> {
  const pairs = pairsOf(request);
  checkNames(
    request,
    pairs.map(({ name }) => name),
  );
  const findings = pairs.map((pair) => findingOf(pair, request));
  checkDecides(findings);
  const { seed, ...stated } = request.settings;
  return stateComparison(
    {
      kind: "metrics",
      data: { rows: null, fingerprint: null },
      classes: { names: [], count: 0 },
      slices: [],
      settings: {
        metrics: [...request.lines],
        ...stated,
        task: null,
        positive: null,
        cluster: null,
        weighted: false,
        classesDeclared: false,
      },
      seed,
      findings,
      flips: null,
      examples: [],
      search: null,
      added: request.baseline === null ? [] : pairs.filter(({ before }) => before === null).map(({ name }) => name),
      removed: pairs.filter(({ now }) => now === null).map(({ name }) => name),
      charts: { reliability: null, roc: null },
    },
    context,
  );
}

/** One metric as both files state it. */
interface Pair {
  readonly name: string;
  readonly now: ScalarMetric | null;
  readonly before: ScalarMetric | null;
  /** Why the two cannot be compared; null where they can. */
  readonly problem: string | null;
}

function pairsOf({ candidate, baseline }: NumbersRequest): Pair[] {
  const alone = (now: ScalarMetric): Pair => ({ name: now.name, now, before: null, problem: now.problem });
  if (baseline === null) return candidate.metrics.map(alone);
  const { pairs, missing, added } = matchMetrics(candidate, baseline);
  return [
    ...pairs.map(({ candidate: now, baseline: before, problem }): Pair => {
      return { name: now.name, now, before, problem: now.problem ?? problem };
    }),
    ...added.map(alone),
    ...missing.map(({ baseline: before, given, maybe }): Pair => {
      const hint = maybe === null ? null : `perhaps it is ${JSON.stringify(maybe)} now`;
      return { name: before.name, now: null, before, problem: given === null ? hint : `it is ${given}` };
    }),
  ];
}

function checkNames({ metrics }: NumbersRequest, known: readonly string[]): void {
  const stray = [...metrics.keys()].find((name) => !known.includes(name));
  if (stray !== undefined) {
    const near = nearest(stray, known);
    const hint = near === undefined ? "" : `; did you mean ${JSON.stringify(near)}?`;
    throw new UserError(`no file has the metric ${JSON.stringify(stray.slice(0, 80))}${hint}`, {
      remedy: `There are ${known
        .slice(0, 20)
        .map((name) => JSON.stringify(name.slice(0, 80)))
        .join(", ")}.`,
    });
  }
  const [tested] = [...metrics].find(([, { test }]) => test !== null) ?? [];
  if (tested !== undefined)
    throw new UserError(`${tested}: a number alone cannot be tested; test= is for tables of rows`);
  const [sliced] = [...metrics].find(([, { rules }]) => rules.some(({ rule }) => isOfSlices(rule))) ?? [];
  if (sliced !== undefined) throw new UserError(`${sliced}: a file of metrics has no slices`);
}

function findingOf({ name, now, before, problem }: Pair, request: NumbersRequest): ComparisonFinding {
  const { settings } = request;
  const asked = request.metrics.get(name) ?? UNSAID;
  const { direction, directionSource } = directionOf(name, asked, now ?? before);
  const isAsked = request.metrics.has(name);
  // A metric that is new in a change has nothing to be held against yet; nor has one of which nobody says what is better.
  const isNew = request.baseline !== null && before === null;
  const decides = isAsked || (request.metrics.size === 0 && directionSource !== "unknown" && !isNew);
  const role = decides ? asked.role : "informational";
  const unit = now?.unit ?? before?.unit ?? "number";
  const range = unit === "rate" ? ([0, 1] as const) : ([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const);
  const criteria = criteriaOf({ direction, range }, marginOf(asked), before?.value ?? 0, settings);
  const rules = asked.rules.map((rule) => ({
    ...rule,
    state: checkRule(rule, direction, now?.value ?? Number.NaN, before?.value ?? null),
  }));
  const facts = {
    ...standingOf(changeOf(), rules, role),
    metric: name,
    direction,
    directionSource,
    unit,
    role,
    slice: null,
    rows: now?.samples ?? null,
    candidate: finiteOrNull(now?.value),
    baseline: finiteOrNull(before?.value),
    standardError: null,
    difference: now === null || before === null ? null : statedDifference(now, before),
    pValue: null,
    adjustedPValue: null,
    methods: { interval: null, test: null },
    resamples: 0,
    margin: finiteOrNull(criteria.margin) ?? 0,
    rules,
    examplesNeeded: null,
    note: problem,
    searched: null,
    waiver: null,
  };
  return { id: name, ...facts, headline: findingInWords(facts, settings.alpha) };

  function changeOf(): Decision {
    const areComparable = problem === null || now === null || !Number.isFinite(now.value);
    if (areComparable) return decideNumbers(now, before, rules, criteria);
    return { change: "error", verdict: "error", reasonCode: "not-comparable" };
  }
}

function directionOf(name: string, asked: MetricSettings, metric: ScalarMetric | null) {
  const declared = asked.direction ?? metric?.direction ?? null;
  if (declared !== null) return { direction: declared, directionSource: "declared" } as const;
  const inferred = inferDirection(name);
  if (inferred !== null) return { direction: inferred, directionSource: "name" } as const;
  if (asked !== UNSAID && asked.role !== "informational") {
    throw new UserError(`nobody says which way ${JSON.stringify(name.slice(0, 80))} is better`, {
      remedy: "Add direction=higher, direction=lower or direction=two-sided to its line.",
    });
  }
  return { direction: "two-sided", directionSource: "unknown" } as const;
}

/** Of a number without a spread a drop that is allowed is a tolerance, as the margin is: the one that was named counts. */
function marginOf({ margin, rules }: MetricSettings): Margin | null {
  if (margin !== null) return margin;
  const relative = rules.find(({ rule }) => rule === "max-relative-drop");
  const absolute = rules.find(({ rule }) => rule === "max-drop");
  if (absolute !== undefined) return { size: absolute.limit, isRelative: false };
  return relative === undefined ? null : { size: relative.limit, isRelative: true };
}

function statedDifference(now: ScalarMetric, before: ScalarMetric): ComparisonFinding["difference"] {
  const { estimate, low, high } = differenceOf(now, before);
  if (!Number.isFinite(estimate)) return null;
  return low === high ? { estimate, low: null, high: null } : { estimate, low, high };
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
