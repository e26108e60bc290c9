import { UserError } from "@airworthy/evidence";
import type { DataFormat } from "./format.ts";
import type { ScalarMetric } from "./metric-file.ts";
import { isObject, valueAt } from "./plain-object.ts";
import { checkMetrics, describe, quoted, readNumber, scalarMetric } from "./scalar-metric.ts";

const FIELDS: ReadonlySet<string> = new Set(["value", "lower_value", "upper_value"]);

/**
 * Bencher Metric Format: benchmarks of measures of values, each metric named `<benchmark>.<measure>`. What a measure's unit
 * and direction are is set in Bencher, not in the file. https://bencher.dev/docs/reference/bencher-metric-format/
 */
export const BENCHER: DataFormat = {
  format: "bencher",
  mark: 'objects of objects that each have "value" and nothing but its bounds (bencher)',
  fits: (value) =>
    isObject(value) &&
    Object.keys(value).length > 0 &&
    Object.values(value).every((measures) => isObject(measures) && Object.values(measures).every(isMeasured)) &&
    Object.values(value).some((measures) => isObject(measures) && Object.keys(measures).length > 0),
  read(value, file) {
    if (!isObject(value)) throw new UserError(`${file} is ${describe(value)}; an object of benchmarks is allowed`);
    const metrics = Object.entries(value).flatMap(([benchmark, measures]) => {
      if (isObject(measures)) return Object.entries(measures).map((entry) => readMeasured(benchmark, entry, file));
      throw new UserError(`${file}: ${quoted(benchmark)} is ${describe(measures)}; an object of measures is allowed`);
    });
    return { format: "bencher", metrics: checkMetrics(metrics, file), cases: null, passedOver: [], notes: [] };
  },
};

function isMeasured(value: unknown): boolean {
  return isObject(value) && Object.hasOwn(value, "value") && Object.keys(value).every((key) => FIELDS.has(key));
}

function readMeasured(benchmark: string, [measure, given]: readonly [string, unknown], file: string): ScalarMetric {
  const name = `${benchmark}.${measure}`;
  if (!isObject(given)) {
    throw new UserError(`${file}: ${quoted(name)} is ${describe(given)}; an object with "value" is allowed`);
  }
  const reading = readNumber(valueAt(given, "value"));
  return scalarMetric(name, reading, { interval: boundsOf(given, reading.value) });
}

/** Null unless both bounds are there and hold the value between them: some adapters write distances in their place. */
function boundsOf(given: unknown, value: number): ScalarMetric["interval"] {
  const [low, high] = [valueAt(given, "lower_value"), valueAt(given, "upper_value")];
  if (typeof low !== "number" || typeof high !== "number") return null;
  return low <= value && value <= high && Number.isFinite(high - low) ? { low, high } : null;
}
