import type { AssertionSpec } from "../expectations/assertions/check.ts";
import { EXPECTED } from "./promptfoo-assertion.ts";

/** A list of assertions with the text that is a case's own taken out of it. */
export interface Shared {
  readonly assertions: readonly AssertionSpec[];
  /** The texts that {expected} stands for, any one of which will do; null where no assertion has one. */
  readonly expected: readonly string[] | null;
}

/** Assertions of one text. */
const TEXT_KEYS = ["equals", "contains", "starts-with"];

/**
 * Puts {expected} in the place of the text of the first assertion that has one, so that rows of a table that assert the same
 * of other texts are cases of one test.
 */
export function shareAssertions(assertions: readonly AssertionSpec[]): Shared {
  for (const [index, assertion] of assertions.entries()) {
    const shared = share(assertion);
    if (shared !== null) return { assertions: assertions.with(index, shared.assertion), expected: shared.expected };
  }
  return { assertions, expected: null };
}

/** Such as "contains, matches". */
export function wordsOf(assertions: readonly AssertionSpec[]): string {
  return assertions.map(wordOf).join(", ");
}

function share(assertion: AssertionSpec): { assertion: AssertionSpec; expected: readonly string[] } | null {
  for (const key of TEXT_KEYS) {
    const text = assertion[key];
    if (typeof text === "string") return { assertion: { ...assertion, [key]: EXPECTED }, expected: [text] };
  }
  const { "contains-any": any, ...rest } = assertion;
  // Of several expected texts any one will do.
  if (isTexts(any)) return { assertion: { contains: EXPECTED, ...rest }, expected: any };
  return null;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === "string");
}

function wordOf(assertion: AssertionSpec): string {
  const { not } = assertion;
  if (typeof not === "object" && not !== null) return `not ${wordOf({ ...not })}`;
  return Object.keys(assertion).find((key) => key !== "ignore-case" && key !== "trim") ?? "assertion";
}
