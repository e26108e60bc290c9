import { nearest, UserError } from "@airworthy/evidence";
import type { Asked } from "../inference/estimate-types.ts";
import { TESTS } from "../inference/estimate-types.ts";
import type { Direction, Metric } from "../metrics/metric.ts";
import { splitMetricLine } from "./metric-line.ts";
import { RULE_NAMES, type Rule, type RuleName } from "./rule.ts";

/**
 * What a metric is for. A `gate` fails by regression or a broken rule; of a `critical` one a possible regression fails too; an
 * `informational` one is shown, and never decides.
 */
export const ROLES = ["gate", "critical", "informational"] as const;

export type Role = (typeof ROLES)[number];

/** The smallest change that matters: in the metric's unit, or as a share of the baseline's magnitude. */
export interface Margin {
  readonly size: number;
  readonly isRelative: boolean;
}

/** How a metric is judged. */
export interface MetricSettings {
  /** Null for the metric's own. */
  readonly direction: Direction | null;
  readonly role: Role;
  /** Null for the comparison's. */
  readonly margin: Margin | null;
  readonly test: Asked["test"];
  readonly rules: readonly Rule[];
}

/** A metric to compare. */
export interface MetricRequest extends MetricSettings {
  readonly metric: Metric;
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;
const SETTINGS = [...RULE_NAMES, "margin", "direction", "test"];
const FLAGS = ["critical", "informational"];
const DIRECTIONS = new Map<string, Direction>([
  ["higher", "higher-is-better"],
  ["lower", "lower-is-better"],
  ["two-sided", "two-sided"],
]);
const GAINS: readonly RuleName[] = ["min-gain", "min-relative-gain"];
/** Of the change against a baseline, and never below zero. */
const OF_CHANGE: readonly RuleName[] = ["max-drop", "max-relative-drop", ...GAINS];

/**
 * Reads a line for each metric, such as `accuracy` or `f-beta(beta=2): floor=0.8 max-drop=0.01 critical`. `parse` makes a
 * metric of its name. After the colon: rules (see RULE_NAMES) with numbers, `margin=` with a number in the metric's unit or a
 * percentage of the baseline, `direction=higher|lower|two-sided`, `test=` (see TESTS), `critical` or `informational`. Throws a
 * UserError for no line, or a metric on two, and offers the nearest name for one that is not known.
 */
export function parseMetricRequests(lines: readonly string[], parse: (name: string) => Metric): MetricRequest[] {
  if (lines.length === 0) throw new UserError("no metric was given; at least one is needed");
  const requests = lines.map((line) => {
    const { metric: name, settings: words } = splitMetricLine(line);
    const metric = parse(name);
    const settings = settingsOf(words, metric.id);
    const request = { ...settings, metric: directed(metric, settings) };
    checkRules(request);
    return request;
  });
  checkOnce(requests.map(({ metric }) => metric.id));
  return requests;
}

/** The same for metrics that are known by name alone, as those of another tool's file are. */
export function parseNamedRequests(lines: readonly string[]): Map<string, MetricSettings> {
  const named = lines.map((line) => {
    const { metric, settings } = splitMetricLine(line);
    return [unquoted(metric), settingsOf(settings, metric)] as const;
  });
  checkOnce(named.map(([name]) => name));
  return new Map(named);
}

/** A rule that can never be kept is a mistake: a drift has no baseline of its own, and no move of a two-sided metric is a gain. */
function checkRules({ metric, rules }: MetricRequest): void {
  const drifted = metric.kind === "drift" ? rules.find(({ rule }) => OF_CHANGE.includes(rule)) : undefined;
  const gained = metric.direction === "two-sided" ? rules.find(({ rule }) => GAINS.includes(rule)) : undefined;
  if (drifted !== undefined) {
    throw new UserError(`${metric.id}: ${drifted.rule} is against a baseline, and a drift is itself a comparison`, {
      remedy: "Give ceiling=, the most that the answers may move.",
    });
  }
  if (gained !== undefined) throw new UserError(`${metric.id}: ${gained.rule} is of no metric that is two-sided`);
}

function directed(metric: Metric, { direction }: MetricSettings): Metric {
  return direction === null ? metric : { ...metric, direction, directionSource: "declared" };
}

function checkOnce(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(`the metric ${twice.slice(0, 80)} was given twice`);
}

function unquoted(name: string): string {
  return name.length > 1 && name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1) : name;
}

function settingsOf(pairs: readonly (readonly [string, string | null])[], metric: string): MetricSettings {
  const settings = new Map(pairs);
  for (const [name, value] of settings) checkName(name, value, metric);
  if (settings.has("critical") && settings.has("informational")) {
    throw new UserError(`${metric}: critical and informational exclude each other`);
  }
  const role = settings.has("critical") ? "critical" : settings.has("informational") ? "informational" : "gate";
  return {
    direction: directionOf(settings.get("direction"), metric),
    role,
    margin: marginOf(settings.get("margin"), metric),
    test: testOf(settings.get("test"), metric),
    rules: RULE_NAMES.flatMap((rule) => {
      const limit = settings.get(rule);
      return limit == null ? [] : [{ rule, limit: limitOf(rule, limit, metric) }];
    }),
  };
}

function checkName(name: string, value: string | null, metric: string): void {
  const isFlag = FLAGS.includes(name);
  if (isFlag && value === null) return;
  if (isFlag) throw new UserError(`${metric}: ${name} stands alone; ${name}=${shown(value ?? "")} was given`);
  if (!SETTINGS.includes(name)) {
    const near = nearest(name, [...SETTINGS, ...FLAGS]);
    const hint = near === undefined ? "" : `; did you mean ${FLAGS.includes(near) ? near : `${near}=…`}?`;
    const given = value === null ? name : `${name}=${value}`;
    throw new UserError(`${metric}: ${shown(given)} is no setting${hint}`, {
      remedy: `Settings are ${SETTINGS.map((setting) => `${setting}=`).join(", ")}, ${FLAGS.join(" and ")}.`,
    });
  }
  if (value === null || value === "") throw new UserError(`${metric}: ${name} has no value, as in ${name}=0.01`);
}

function directionOf(text: string | null | undefined, metric: string): Direction | null {
  if (text == null) return null;
  const direction = DIRECTIONS.get(text);
  if (direction !== undefined) return direction;
  throw new UserError(`${metric}: direction is ${shown(text)}; ${[...DIRECTIONS.keys()].join(", ")} are allowed`);
}

function testOf(text: string | null | undefined, metric: string): Asked["test"] {
  if (text == null) return null;
  const test = TESTS.find((name) => name === text);
  if (test !== undefined) return test;
  throw new UserError(`${metric}: test is ${shown(text)}; ${TESTS.join(", ")} are allowed`);
}

function marginOf(text: string | null | undefined, metric: string): Margin | null {
  if (text == null) return null;
  const isRelative = text.endsWith("%");
  const size = numberOf("margin", isRelative ? text.slice(0, -1) : text, metric);
  if (size < 0) throw new UserError(`${metric}: margin is ${shown(text)}; a number from 0 on is allowed`);
  return { size: isRelative ? size / 100 : size, isRelative };
}

function limitOf(rule: RuleName, text: string, metric: string): number {
  const limit = numberOf(rule, text, metric);
  if (limit >= 0 || !OF_CHANGE.includes(rule)) return limit;
  throw new UserError(`${metric}: ${rule} is ${shown(text)}; a number from 0 on is allowed`);
}

function numberOf(name: string, text: string, metric: string): number {
  const number = Number(text);
  if (DECIMAL.test(text) && Number.isFinite(number)) return number;
  throw new UserError(`${metric}: ${name} is ${shown(text)}; a number such as 0.01 is allowed`);
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
