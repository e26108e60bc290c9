import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { flattenMetrics, type Leaves } from "./flatten.ts";
import type { DataFormat } from "./format.ts";
import { isObject, valueAt } from "./plain-object.ts";
import { checkMetrics, describe, quoted, readNumber, scalarMetric } from "./scalar-metric.ts";

/** Whole numbers; protobuf's JSON writes those of 64 bits as text. */
const whole = v.pipe(v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d{1,19}$/))]), v.transform(Number));
const loggedSchema = v.array(
  v.object({ key: v.string(), value: v.unknown(), timestamp: v.nullish(whole, 0), step: v.nullish(whole, 0) }),
);

type Logged = v.InferOutput<typeof loggedSchema>[number];

/**
 * A run as MLflow writes it: `mlflow.get_run(…).to_dictionary()`, `mlflow runs describe`, or the answer of the REST call
 * runs/get. The metrics.json of `mlflow.evaluate` is read too, but bears no mark of MLflow: it is in DVC's form.
 * https://mlflow.org/docs/latest/api_reference/rest-api.html
 */
export const MLFLOW: DataFormat = {
  format: "mlflow",
  mark: '"info" with a "run_id" and "data" (mlflow)',
  fits: isRun,
  read(value, file) {
    checkEnded(valueAt(runOf(value), "info", "status"), file);
    // A run without metrics may be written without the field.
    const metrics = isRun(value) ? (valueAt(runOf(value), "data", "metrics") ?? []) : value;
    const { notes, ...leaves } = Array.isArray(metrics) ? readLogged(metrics, file) : readObject(metrics, file);
    return { format: "mlflow", ...leaves, metrics: checkMetrics(leaves.metrics, file), cases: null, notes };
  },
};

/** Of a run that failed the last metrics may be missing, or of an early step. */
function checkEnded(status: unknown, file: string): void {
  if (status !== "FAILED" && status !== "KILLED") return;
  throw new UserError(`${file}: the run's status is ${status}`, { remedy: "Give a run that finished." });
}

function isRun(value: unknown): boolean {
  const run = runOf(value);
  return typeof valueAt(run, "info", "run_id") === "string" && isObject(valueAt(run, "data"));
}

function runOf(value: unknown): unknown {
  return valueAt(value, "run") ?? value;
}

function readObject(metrics: unknown, file: string): Leaves & { notes: readonly string[] } {
  if (isObject(metrics)) return { ...flattenMetrics(metrics, file), notes: [] };
  throw new UserError(`${file}: the metrics are ${describe(metrics)}; an object or a list is allowed`);
}

/** A metric that was logged more than once has its latest value, as MLflow's own interface shows it. */
function readLogged(given: readonly unknown[], file: string): Leaves & { notes: readonly string[] } {
  const latest = new Map<string, Logged>();
  const times = new Map<string, number>();
  for (const logged of checkShape<Logged[]>(loggedSchema, given, `${file}: data.metrics`)) {
    const other = latest.get(logged.key);
    if (other === undefined || !isBefore(logged, other)) latest.set(logged.key, logged);
    times.set(logged.key, (times.get(logged.key) ?? 0) + 1);
  }
  const repeated = [...latest].filter(([key]) => (times.get(key) ?? 0) > 1);
  return {
    metrics: [...latest].map(([key, { value }]) => scalarMetric(key, readNumber(value))),
    passedOver: [],
    notes: repeated.map(([key, { step }]) => `${quoted(key)} was logged ${times.get(key)} times; step ${step} is read`),
  };
}

function isBefore(a: Logged, b: Logged): boolean {
  return a.step === b.step ? a.timestamp < b.timestamp : a.step < b.step;
}
