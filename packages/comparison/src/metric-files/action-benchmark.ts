import { UserError } from "@airworthy/evidence";
import type { DataFormat } from "./format.ts";
import type { ScalarMetric } from "./metric-file.ts";
import { isObject, valueAt } from "./plain-object.ts";
import { checkMetrics, describe, readNumberOrText, scalarMetric } from "./scalar-metric.ts";
import { knownUnit } from "./unit.ts";

/** "3", "± 1.2", "+/- 0.5", "±0.74%": as the tools that the action reads write them. */
const RANGE = /^\s*(?:±|\+\/?-)?\s*(\d+(?:\.\d*)?(?:e[+-]?\d+)?)\s*(%?)\s*$/i;

/**
 * The list that github-action-benchmark takes with `customBiggerIsBetter` or `customSmallerIsBetter`, of which the file does
 * not say which: https://github.com/benchmark-action/github-action-benchmark. Like the action it takes numbers as text.
 */
export const ACTION_BENCHMARK: DataFormat = {
  format: "github-action-benchmark",
  mark: 'a list of objects with "name" and "value" (github-action-benchmark)',
  fits: (value) => Array.isArray(value) && value.some(isEntry),
  read(value, file) {
    if (!Array.isArray(value)) throw new UserError(`${file} is ${describe(value)}; a list of metrics is allowed`);
    const metrics = value.map((entry: unknown, index) => readEntry(entry, `${file}: ${index}`));
    const format = "github-action-benchmark";
    return { format, metrics: checkMetrics(metrics, file), cases: null, passedOver: [], notes: [] };
  },
};

function isEntry(value: unknown): boolean {
  return isObject(value) && Object.hasOwn(value, "name") && Object.hasOwn(value, "value");
}

function readEntry(entry: unknown, where: string): ScalarMetric {
  const [name, unit] = [valueAt(entry, "name"), valueAt(entry, "unit")];
  if (typeof name !== "string") throw new UserError(`${where}.name is ${describe(name)}; a text is allowed`);
  const reading = readNumberOrText(valueAt(entry, "value"));
  const unitText = typeof unit === "string" && unit !== "" ? unit : null;
  const interval = reading.problem === null ? intervalAround(reading.value, valueAt(entry, "range")) : null;
  return scalarMetric(name, reading, { unit: knownUnit(unitText), unitText, interval });
}

/** Null for a range that is not a plain or percent half-width, such as "stddev: 0.01". */
function intervalAround(value: number, range: unknown): ScalarMetric["interval"] {
  const [, digits, percent] = RANGE.exec(String(range ?? "")) ?? [];
  if (digits === undefined) return null;
  const half = percent === "%" ? (Math.abs(value) * Number(digits)) / 100 : Number(digits);
  return Number.isFinite(half) ? { low: value - half, high: value + half } : null;
}
