import { UserError } from "@airworthy/evidence";
import type { ScalarMetric } from "./metric-file.ts";

/** Above all that people read, and below what fills memory. */
const MAX_METRICS = 100_000;
const MAX_NAME = 10_000;
const SHOWN_CHARACTERS = 60;

const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;
/** As Python, YAML, JavaScript and protobuf's JSON spell them. */
const NOT_FINITE = /^([+-]?)\.?(nan|inf|infinity)$/i;

/** A number that a file gives, or why it is none. */
export type Reading = Pick<ScalarMetric, "value" | "problem">;

/**
 * What a file gives in a metric's place, as a number. NaN and infinities stay what they are, and have a problem; so does
 * anything else, whose value is then NaN: a number in quotes is not taken for one.
 */
export function readNumber(given: unknown): Reading {
  if (typeof given === "number") return readDouble(given);
  const [, sign, word] = typeof given === "string" ? (NOT_FINITE.exec(given) ?? []) : [];
  if (word === undefined) return { value: Number.NaN, problem: `is ${describe(given)}; a number is allowed` };
  const size = word.toLowerCase() === "nan" ? Number.NaN : Number.POSITIVE_INFINITY;
  return { value: sign === "-" ? -size : size, problem: `is ${describe(given)}; a finite number is allowed` };
}

/** The same where the tool itself takes text for a number: "12.5" is 12.5. */
export function readNumberOrText(given: unknown): Reading {
  return readNumber(typeof given === "string" && DECIMAL.test(given) ? Number(given) : given);
}

/** Whether a text stands where a number was meant: "0.93", "NaN". */
export function isNumberInText(text: string): boolean {
  return DECIMAL.test(text) || NOT_FINITE.test(text);
}

/** A metric of which a file says no more than `known`. */
export function scalarMetric(name: string, reading: Reading, known: Partial<ScalarMetric> = {}): ScalarMetric {
  const unknown = { unit: null, unitText: null, direction: null, interval: null, samples: null };
  return { ...unknown, ...known, name, ...reading };
}

/** The metrics as they are. Throws a UserError that names `file` where there are none, too many, or a name twice. */
export function checkMetrics(metrics: readonly ScalarMetric[], file: string): readonly ScalarMetric[] {
  if (metrics.length === 0) throw new UserError(`${file} has no metrics: not one number was found`);
  if (metrics.length > MAX_METRICS) {
    throw new UserError(`${file} has ${metrics.length} metrics; at most ${MAX_METRICS} are allowed`);
  }
  const names = new Set<string>();
  for (const { name } of metrics) {
    if (name === "") throw new UserError(`${file}: a metric has no name`);
    if (name.length > MAX_NAME) {
      throw new UserError(`${file}: ${quoted(name)} has ${name.length} characters; at most ${MAX_NAME} are allowed`);
    }
    if (names.has(name)) throw new UserError(`${file}: the metric ${quoted(name)} is there twice`);
    names.add(name);
  }
  return metrics;
}

/** A value as a message names it: `null`, `a list`, `the text "0.9"`. */
export function describe(given: unknown): string {
  if (given === undefined) return "missing";
  if (typeof given === "string") return `the text ${quoted(given)}`;
  if (Array.isArray(given)) return "a list";
  return typeof given === "object" && given !== null ? "an object" : String(given);
}

/** Untrusted text in quotes, cut. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
}

/** The largest double is what MLflow's database has for infinity, as the documentation of `mlflow.log_metric` says. */
function readDouble(given: number): Reading {
  const isStored = Math.abs(given) === Number.MAX_VALUE;
  const value = isStored ? Math.sign(given) * Number.POSITIVE_INFINITY : given + 0;
  if (Number.isFinite(value)) return { value, problem: null };
  const kept = isStored ? `, kept as ${given}` : "";
  return { value, problem: `is ${value}${kept}; a finite number is allowed` };
}
