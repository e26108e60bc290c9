import * as v from "valibot";
import type { AssertionSpec } from "../expectations/assertions/check.ts";
import { checkFields, type ForeignAssertion, foreignAssertionSchema, toAssertion } from "./promptfoo-assertion.ts";
import { Unsupported } from "./unsupported.ts";

const listSchema = v.array(foreignAssertionSchema);

/** A share that equals a limit but for a double's rounding. */
const ROUNDING = 1e-9;
/** Sets in sets in sets are no one's. */
const MAX_DEPTH = 5;

/**
 * A list of promptfoo's assertions as one of ours, each of which must hold. With a threshold promptfoo asks for that share of the
 * list instead: all of it and any one of it can be said here. Throws Unsupported for other shares, and for an empty list.
 */
export function combine(foreign: unknown, threshold: number | null, depth = 0): AssertionSpec[] {
  const list = v.safeParse(listSchema, foreign ?? []);
  if (!list.success) throw new Unsupported("an assertion that is none: {type, value} is allowed");
  if (depth > MAX_DEPTH) throw new Unsupported("sets of assertions within each other");
  const converted = list.output.flatMap((assertion) => toAssertions(assertion, depth));
  if (converted.length === 0) throw new Unsupported("a case without assertions: it would always pass");
  if (threshold === null) return converted;
  return atLeast(threshold, converted, list.output);
}

function toAssertions(assertion: ForeignAssertion, depth: number): AssertionSpec[] {
  if (assertion.type !== "assert-set") {
    const converted = toAssertion(assertion);
    return converted === null ? [] : [converted];
  }
  if (assertion.weight === 0) return [];
  checkFields(assertion);
  const within = combine(assertion["assert"], assertion.threshold ?? null, depth + 1);
  return within.length === 1 ? within : [allOf(within)];
}

function atLeast(threshold: number, converted: AssertionSpec[], foreign: readonly ForeignAssertion[]): AssertionSpec[] {
  const counted = foreign.filter(({ weight }) => weight !== 0);
  const isPlain = counted.every(({ type, weight }) => (weight ?? 1) === 1 && !isGraded(type));
  const needed = Math.ceil(threshold * converted.length - ROUNDING);
  if (isPlain && needed === converted.length) return converted;
  if (isPlain && needed === 1) return [anyOf(converted)];
  throw new Unsupported(`a threshold of ${threshold} over ${converted.length} assertions`);
}

/** Its score is a share of its own, which a threshold weighs. */
function isGraded(type: string): boolean {
  return type === "llm-rubric" || type === "not-llm-rubric" || type === "assert-set";
}

function allOf(assertions: AssertionSpec[]): AssertionSpec {
  return { "all-of": assertions };
}

function anyOf(assertions: AssertionSpec[]): AssertionSpec {
  return { "any-of": assertions };
}
