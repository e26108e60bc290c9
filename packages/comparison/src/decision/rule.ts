import { nearest, UserError } from "@airworthy/evidence";
import { ROUNDING } from "./estimate.ts";
import { type Direction, type Metric, metricNamed } from "./metric.ts";

export const RULE_NAMES = ["floor", "slice-floor", "max-drop", "max-relative-drop"] as const;

export type RuleName = (typeof RULE_NAMES)[number];

/** A limit on a metric's value, kept or broken by the estimates alone, without statistics. */
export interface Rule {
  readonly rule: RuleName;
  readonly limit: number;
}

/** A metric to compare. */
export interface MetricRequest {
  readonly metric: Metric;
  /** The smallest change that matters; null for the comparison's own. */
  readonly margin: number | null;
  readonly rules: readonly Rule[];
}

const DECIMAL = /^(\d+\.?\d*|\.\d+)$/;
const SETTINGS = [...RULE_NAMES, "margin"];

/** Reads a line for each metric. Throws a UserError for no line, or for a metric on two. */
export function parseMetricRequests(lines: readonly string[]): MetricRequest[] {
  if (lines.length === 0) throw new UserError("no metric was given; at least one is needed");
  const requests = lines.map(parseMetricRequest);
  const names = requests.map((request) => request.metric.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(`the metric ${twice} was given twice`);
  return requests;
}

/**
 * Reads a line such as `accuracy` or `accuracy: floor=0.8 max-drop=0.01`: a metric's name and, after a colon, settings with
 * numbers from 0 to 1, each at most once. `floor` is the worst value allowed over all rows, `slice-floor` in each slice;
 * `max-drop` is the largest loss against the baseline in the metric's unit, `max-relative-drop` as a share of the baseline's
 * magnitude; `margin` is the smallest change that matters. Throws a UserError that offers the nearest name.
 */
function parseMetricRequest(line: string): MetricRequest {
  const colon = line.indexOf(":");
  const metric = metricNamed((colon < 0 ? line : line.slice(0, colon)).trim());
  const settings = new Map<string, number>();
  const words =
    colon < 0
      ? []
      : line
          .slice(colon + 1)
          .split(/\s+/)
          .filter((word) => word !== "");
  for (const word of words) {
    const [name, limit] = parseSetting(word, metric.name);
    if (settings.has(name)) throw new UserError(`${metric.name}: ${name} is given twice`);
    settings.set(name, limit);
  }
  const rules = RULE_NAMES.flatMap((rule) => {
    const limit = settings.get(rule);
    return limit === undefined ? [] : [{ rule, limit }];
  });
  return { metric, margin: settings.get("margin") ?? null, rules };
}

export type RuleState = "kept" | "broken" | "unknown";

/**
 * Whether a value keeps a rule. Equal is kept; rounding errors never decide. A drop is taken along the metric's direction and
 * a relative one against the baseline's magnitude, so that negative and zero baselines need no exception: against a
 * baseline of 0, any loss at all breaks it. What cannot be told (no baseline, no finite value) is unknown.
 */
export function checkRule(
  { rule, limit }: Rule,
  direction: Direction,
  candidate: number,
  baseline: number | null,
): RuleState {
  const sign = direction === "higher-is-better" ? 1 : -1;
  const isFloor = rule === "floor" || rule === "slice-floor";
  const excess = isFloor
    ? sign * (limit - candidate)
    : sign * ((baseline ?? Number.NaN) - candidate) -
      (rule === "max-drop" ? limit : limit * Math.abs(baseline ?? Number.NaN));
  if (!Number.isFinite(excess)) return "unknown";
  return excess <= ROUNDING ? "kept" : "broken";
}

function parseSetting(word: string, metric: string): [string, number] {
  const [name = "", limit = ""] = word.split(/=(.*)/s);
  if (!SETTINGS.includes(name)) {
    const near = nearest(name, SETTINGS);
    throw new UserError(
      `${metric}: ${JSON.stringify(word.slice(0, 80))} is no setting${near === undefined ? "" : `; did you mean ${near}=…?`}`,
      { remedy: `Settings are ${SETTINGS.map((setting) => `${setting}=`).join(", ")} with a number from 0 to 1.` },
    );
  }
  const number = Number(limit);
  if (!DECIMAL.test(limit) || number > 1) {
    throw new UserError(`${metric}: ${name} is ${JSON.stringify(limit.slice(0, 80))}; a number from 0 to 1 is allowed`);
  }
  return [name, number];
}
