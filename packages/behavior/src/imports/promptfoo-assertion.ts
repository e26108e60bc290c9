import * as v from "valibot";
import { assertionSchema } from "../expectations/assertions/assertion.ts";
import type { AssertionSpec } from "../expectations/assertions/check.ts";
import { Unsupported } from "./unsupported.ts";

/** An assertion of promptfoo, its templates filled. */
export const foreignAssertionSchema = v.looseObject({
  type: v.string(),
  value: v.exactOptional(v.unknown()),
  threshold: v.exactOptional(v.nullable(v.number())),
  weight: v.exactOptional(v.nullable(v.number())),
});

export type ForeignAssertion = v.InferOutput<typeof foreignAssertionSchema>;

/** What stands in a shared assertion for the text of each case. */
export const EXPECTED = "{expected}";

/** These only name or group a result; the model that grades is the suite's own. */
const HARMLESS_FIELDS = new Set(["type", "value", "threshold", "weight", "metric", "provider", "assert"]);

const CODE = new Set(["javascript", "python", "ruby", "webhook"]);

/**
 * An assertion in our words; null for one of weight 0, which measures and never fails. Throws Unsupported for what has no equal here:
 * code above all, and whatever would mean nearly the same but not quite.
 */
export function toAssertion(foreign: ForeignAssertion): AssertionSpec | null {
  if (foreign.weight === 0) return null;
  checkFields(foreign);
  const isOpposite = foreign.type.startsWith("not-");
  const type = isOpposite ? foreign.type.slice("not-".length) : foreign.type;
  if (CODE.has(type)) throw new Unsupported(`${foreign.type}: code is not run`);
  const convert = CONVERTERS.get(type);
  if (convert === undefined) throw new Unsupported(`${foreign.type} has no equal here`);
  if (typeof foreign.value === "string" && /^(file|package):/.test(foreign.value)) {
    throw new Unsupported(`${foreign.type}: its value is in another file`);
  }
  const converted = convert(foreign);
  return checked(isOpposite ? { not: converted } : converted, foreign.type);
}

/** Throws Unsupported for a field that may change what an assertion means. */
export function checkFields(foreign: ForeignAssertion): void {
  const strange = Object.keys(foreign).find((field) => !HARMLESS_FIELDS.has(field));
  if (strange !== undefined) throw new Unsupported(`an assertion's ${JSON.stringify(strange)}`);
}

const CONVERTERS: ReadonlyMap<string, (foreign: ForeignAssertion) => AssertionSpec> = new Map([
  ["equals", ({ value }) => (isScalar(value) ? { equals: String(value) } : { "json-schema": { const: value } })],
  ["contains", (foreign) => ({ contains: textOf(foreign) })],
  ["icontains", (foreign) => ({ contains: textOf(foreign), "ignore-case": true })],
  ["contains-any", (foreign) => ({ "contains-any": textsOf(foreign) })],
  ["icontains-any", (foreign) => ({ "contains-any": textsOf(foreign), "ignore-case": true })],
  ["contains-all", (foreign) => ({ "contains-all": textsOf(foreign) })],
  ["icontains-all", (foreign) => ({ "contains-all": textsOf(foreign), "ignore-case": true })],
  ["starts-with", (foreign) => ({ "starts-with": textOf(foreign) })],
  ["regex", (foreign) => ({ matches: textOf(foreign) })],
  [
    "is-json",
    ({ value }) => (value === undefined || value === "" ? { json: true } : { "json-schema": schemaOf(value) }),
  ],
  ["is-refusal", () => ({ refusal: true })],
  ["cost", (foreign) => ({ cost: { max: thresholdOf(foreign) } })],
  ["latency", (foreign) => ({ latency: { max: thresholdOf(foreign) } })],
  ["llm-rubric", rubricOf],
]);

function rubricOf(foreign: ForeignAssertion): AssertionSpec {
  const { threshold } = foreign;
  const passAt = threshold === undefined || threshold === null ? {} : { "pass-at": threshold };
  return { judge: { rubric: textOf(foreign), ...passAt } };
}

function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function textOf({ type, value }: ForeignAssertion): string {
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw new Unsupported(`${type}: its value must be a text`);
}

/** A text is a list as CSV writes it, which quotes make ambiguous. */
function textsOf({ type, value }: ForeignAssertion): string[] {
  if (typeof value === "string" && !value.includes('"')) return value.split(",").map((text) => text.trim());
  if (Array.isArray(value) && value.every(isScalar)) return value.map(String);
  throw new Unsupported(`${type}: its value must be a list of texts`);
}

function thresholdOf({ type, threshold }: ForeignAssertion): number {
  if (threshold !== undefined && threshold !== null) return threshold;
  throw new Unsupported(`${type} without a threshold`);
}

function schemaOf(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new Unsupported("is-json: its value is no JSON Schema");
  }
}

/** Patterns and schemas of another dialect, texts that would be taken for a slot: what our own schema refuses is unsupported. */
function checked(assertion: AssertionSpec, type: string): AssertionSpec {
  if (JSON.stringify(assertion).includes(EXPECTED)) throw new Unsupported(`${type}: a text with ${EXPECTED} in it`);
  const result = v.safeParse(assertionSchema, assertion);
  if (result.success) return assertion;
  throw new Unsupported(`${type}: ${result.issues[0].message}`);
}
