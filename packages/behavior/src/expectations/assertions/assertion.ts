import { nearest, type Shape, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import {
  type AssertionKind,
  type AssertionSpec,
  type Check,
  type CheckContext,
  defineAssertion,
  type Held,
  heldIf,
} from "./check.ts";
import { allHold, anyHolds } from "./combine.ts";
import { jsonAssertion, jsonSchemaAssertion } from "./json.ts";
import { judgeAssertion } from "./judge.ts";
import { lengthAssertion } from "./length.ts";
import { matchesAssertion } from "./matches.ts";
import { refusalAssertion } from "./refusal.ts";
import { similarityAssertion } from "./similarity.ts";
import {
  containsAllAssertion,
  containsAnyAssertion,
  containsAssertion,
  equalsAssertion,
  startsWithAssertion,
} from "./text.ts";
import { costAssertion, latencyAssertion } from "./usage.ts";

export type { AssertionSpec } from "./check.ts";

const MAX_ASSERTIONS = 50;

/** One thing that is asserted of a generated answer: an object that is named by one of its keys. */
export const assertionSchema: Shape<AssertionSpec> = v.lazy((input) =>
  // Without an input a schema for editors is made.
  input === undefined ? v.union(KINDS.map(({ schema }) => schema)) : schemaFor(input),
);

/** A test's `assert`: each of them must hold. */
export const assertionsSchema = v.pipe(
  v.array(assertionSchema),
  v.minLength(1, "must not be empty"),
  v.maxLength(MAX_ASSERTIONS, `must have at most ${MAX_ASSERTIONS} entries`),
  v.description("What is asserted of each answer; all of it must hold."),
);

/** Throws a UserError for what is no assertion. */
export function createCheck(spec: AssertionSpec, context: CheckContext): Check {
  const kind = kindOf(spec);
  if (kind === null) throw new UserError(`an assertion ${strangeness(spec)}`);
  return kind.create(spec, context);
}

const anyOfAssertion = defineAssertion(
  "any-of",
  v.strictObject({ "any-of": v.pipe(assertionsSchema, v.description("At least one of these holds.")) }),
  (spec, context) => anyHolds(spec["any-of"].map((child) => createCheck(child, context))),
);

const allOfAssertion = defineAssertion(
  "all-of",
  v.strictObject({
    "all-of": v.pipe(assertionsSchema, v.description("Each of these holds; for use within any-of or not.")),
  }),
  (spec, context) => allHold(spec["all-of"].map((child) => createCheck(child, context))),
);

const notAssertion = defineAssertion(
  "not",
  v.strictObject({ not: v.pipe(assertionSchema, v.description("This does not hold.")) }),
  (spec, context) => {
    const check = createCheck(spec.not, context);
    const words = `not: ${check.words}`;
    return check.asks
      ? { words, asks: true, holds: async (asserted) => opposite(await check.holds(asserted)) }
      : { words, asks: false, holds: (asserted) => opposite(check.holds(asserted)) };
  },
);

/** What cannot be told of an assertion cannot be told of its opposite. */
function opposite(held: Held): Held {
  return typeof held === "number" ? heldIf(held <= 0) : held;
}

const KINDS: readonly AssertionKind[] = [
  equalsAssertion,
  containsAssertion,
  containsAnyAssertion,
  containsAllAssertion,
  startsWithAssertion,
  matchesAssertion,
  jsonAssertion,
  jsonSchemaAssertion,
  refusalAssertion,
  lengthAssertion,
  costAssertion,
  latencyAssertion,
  similarityAssertion,
  judgeAssertion,
  anyOfAssertion,
  allOfAssertion,
  notAssertion,
];

const ASSERTION_NAMES: readonly string[] = KINDS.map(({ key }) => key);

/** The kind that one of the keys names; null where none or more than one does. */
function kindOf(input: unknown): AssertionKind | null {
  const named = namesIn(input);
  return named.length === 1 ? (KINDS.find(({ key }) => key === named[0]) ?? null) : null;
}

function namesIn(input: unknown): string[] {
  if (typeof input !== "object" || input === null) return [];
  return ASSERTION_NAMES.filter((name) => Object.hasOwn(input, name));
}

function schemaFor(input: unknown): Shape<AssertionSpec> {
  return kindOf(input)?.schema ?? strangeSchema;
}

const strangeSchema: Shape<AssertionSpec> = v.custom<AssertionSpec>(
  () => false,
  ({ input }) => strangeness(input),
);

function strangeness(input: unknown): string {
  const named = namesIn(input);
  if (named.length > 1) return `is several at once, ${named.join(" and ")}; write each as an entry of its own`;
  const keys = typeof input === "object" && input !== null ? Object.keys(input) : [];
  const near = keys.map((key) => nearest(key, ASSERTION_NAMES)).find((name) => name !== undefined);
  const hint = near === undefined ? `known are ${ASSERTION_NAMES.join(", ")}` : `did you mean ${near}?`;
  return `names no assertion; ${hint}`;
}
