import { severitySchema } from "@airworthy/evidence";
import * as v from "valibot";
import { labelSchema, listSchema } from "../cases/text-schema.ts";
import type { TestHead, TestKind } from "./plan.ts";
import { statedSeverity } from "./stated-severity.ts";

const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,79}$/;
const MAX_REPEATS = 1_000;
const MAX_SLICES = 20;

export const nameSchema = v.pipe(
  v.string(),
  v.regex(NAME, "must be up to 80 letters, digits, dots, hyphens and underscores"),
);

const wholeSchema = (least: number) =>
  v.pipe(
    v.number(),
    v.safeInteger("must be a whole number below 2^53"),
    v.minValue(least, `must be at least ${least}`),
  );

const repeatSchema = v.pipe(
  v.strictObject({
    times: v.pipe(wholeSchema(2), v.maxValue(MAX_REPEATS), v.description("How often each case is asked.")),
    passes: v.exactOptional(
      v.pipe(wholeSchema(1), v.description("A case passes where at least so many do: all of them without it.")),
    ),
  }),
  v.check(({ times, passes }) => passes === undefined || passes <= times, "must have no more passes than times"),
  v.description("For models that do not always answer the same."),
);

/** A test's fields that say nothing of how its cases are made or judged. */
export const headEntries = {
  id: v.pipe(nameSchema, v.description("Names the test in evidence. Its cases' seeds derive from it.")),
  title: v.exactOptional(v.pipe(labelSchema, v.description("How a report names it: the id where there is none."))),
  capability: v.exactOptional(v.pipe(labelSchema, v.description("What it is about, such as negation or fairness."))),
  severity: v.exactOptional(
    v.pipe(
      severitySchema,
      v.description("How bad a failure is: audit-model derives the usual gate of a safety test from it."),
    ),
  ),
  slices: v.exactOptional(
    v.pipe(
      listSchema(labelSchema, MAX_SLICES),
      v.description("Columns of the data, examples or template slots whose values are judged apart besides."),
    ),
  ),
  "max-failure-rate": v.exactOptional(
    v.pipe(
      v.number(),
      v.minValue(0, "must be from 0 to 1"),
      v.maxValue(1, "must be from 0 to 1"),
      v.description("The share of cases that may fail. Without a baseline 0 by default; with one there is no default."),
    ),
  ),
  "max-new-failures": v.exactOptional(
    v.pipe(
      wholeSchema(0),
      v.description("So many cases may fail that the baseline passes. One more fails the test, significant or not."),
    ),
  ),
  "minimum-cases": v.exactOptional(
    v.pipe(
      wholeSchema(1),
      v.description("With fewer judged cases than this the evidence is insufficient. 1 by default."),
    ),
  ),
  repeat: v.exactOptional(repeatSchema),
};

const headSchema = v.strictObject(headEntries);

type HeadFields = v.InferOutput<typeof headSchema>;

/** What the run decides where a test says nothing, and where the test stands. */
export interface HeadContext {
  /** How often each case is asked of tests that do not say so. */
  readonly repeats: number;
  readonly line: number | null;
}

export function headOf(test: HeadFields & { readonly kind: TestKind }, { repeats, line }: HeadContext): TestHead {
  const times = test.repeat?.times ?? repeats;
  return {
    id: test.id,
    title: test.title ?? test.id,
    capability: test.capability ?? null,
    ...statedSeverity(test),
    kind: test.kind,
    maxFailureRate: test["max-failure-rate"] ?? null,
    maxNewFailures: test["max-new-failures"] ?? null,
    minimumCases: test["minimum-cases"] ?? 1,
    repeat: { times, passes: test.repeat?.passes ?? times },
    slices: test.slices ?? [],
    line,
  };
}
