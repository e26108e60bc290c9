import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { Unanswered } from "../../model.ts";
import { unfenced } from "../fenced.ts";
import { compileJsonSchema } from "../json-schema/compile.ts";
import { type Check, defineAssertion, type Held, heldIf } from "./check.ts";

/** Deeper values are no answer that anyone asked for, and what checks them goes one call deeper for each level. */
const DEEPEST = 100;

const fencedEntries = {
  fenced: v.pipe(
    v.optional(v.boolean(), false),
    v.description("The JSON may stand in a Markdown code fence, as chat models like to put it."),
  ),
};

export const jsonAssertion = defineAssertion(
  "json",
  v.strictObject({
    json: v.pipe(v.literal(true), v.description("The whole answer is one JSON value.")),
    ...fencedEntries,
  }),
  (spec) => jsonCheck("is JSON", spec.fenced, () => true),
);

export const jsonSchemaAssertion = defineAssertion(
  "json-schema",
  v.strictObject({
    "json-schema": v.pipe(
      v.unknown(),
      v.check(
        (schema) => schemaProblem(schema) === null,
        ({ input }) => schemaProblem(input) ?? "",
      ),
      v.description("The whole answer is one JSON value that is valid by this JSON Schema (draft 2020-12)."),
    ),
    ...fencedEntries,
  }),
  (spec) => jsonCheck("is JSON valid by the schema", spec.fenced, compileJsonSchema(spec["json-schema"])),
);

function schemaProblem(schema: unknown): string | null {
  try {
    compileJsonSchema(schema);
    return null;
  } catch (error) {
    if (error instanceof UserError) return `is not usable: ${error.message}`;
    throw error;
  }
}

function jsonCheck(words: string, fenced: boolean, valid: (value: unknown) => boolean): Check {
  return {
    asks: false,
    words,
    holds({ answer }) {
      const parsed = parse(fenced ? unfenced(answer.prediction) : answer.prediction);
      if (parsed === null) return -1;
      const problem = jsonProblem(parsed.value);
      return problem === null ? validity(valid, parsed.value) : { problem };
    },
  };
}

function parse(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

function validity(valid: (value: unknown) => boolean, value: unknown): Held {
  try {
    return heldIf(valid(value));
  } catch (error) {
    if (error instanceof UserError) return { problem: error.message } satisfies Unanswered;
    throw error;
  }
}

/** Why a value cannot be checked, or null. Level by level, since a call for each level is what it is to prevent. */
function jsonProblem(value: unknown): string | null {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= DEEPEST; depth++) {
    if (level.length === 0) return null;
    // JSON.parse makes infinity of it, which no JSON can hold.
    if (level.some((item) => typeof item === "number" && !Number.isFinite(item))) {
      return "the JSON has a number beyond 1.8e308";
    }
    level = level.flatMap((item) => (typeof item === "object" && item !== null ? Object.values(item) : []));
  }
  return level.length === 0 ? null : `the JSON is nested deeper than ${DEEPEST} levels`;
}
