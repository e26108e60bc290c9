import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { ModelInput } from "../model.ts";
import type { Draft, DraftSource } from "./case.ts";
import { caseId } from "./case-id.ts";
import { inChunks } from "./chunks.ts";
import { type ExpectedSpec, expectedSchema, toExpected } from "./expected.ts";
import { isMapping, mappingSchema } from "./mapping-schema.ts";
import { inputSchema, labelSchema, listSchema } from "./text-schema.ts";
import { unionBy } from "./union-by.ts";

/** A suite is written by hand: more examples belong in a table. */
const MAX_EXAMPLES = 10_000;
const MAX_GROUP = 100;
const MAX_SLICES = 20;

/** A case that is written out. */
export interface Example {
  /** The original first. */
  readonly inputs: readonly ModelInput[];
  readonly expected: ExpectedSpec | null;
  /** Without it the id derives from the inputs. */
  readonly id: string | null;
  readonly slices: ReadonlyMap<string, string> | null;
}

const groupSchema = listSchema(inputSchema, MAX_GROUP);

const inputsSchema = v.pipe(
  unionBy([inputSchema, groupSchema], (value) => (Array.isArray(value) ? 1 : 0)),
  v.transform((value): readonly ModelInput[] => (Array.isArray(value) ? value : [value])),
);

const exampleSchema: v.GenericSchema<unknown, Example> = unionBy(
  [
    v.pipe(
      inputsSchema,
      v.transform((inputs): Example => ({ inputs, expected: null, id: null, slices: null })),
    ),
    v.pipe(
      v.strictObject({
        input: v.pipe(inputsSchema, v.description("Text or a record; a list is one case, the original first.")),
        expect: v.exactOptional(expectedSchema),
        id: v.exactOptional(v.pipe(labelSchema, v.description("Unique in the test; else it derives from the input."))),
        slices: v.exactOptional(
          mappingSchema(labelSchema, labelSchema, {
            what: "columns to values",
            most: MAX_SLICES,
            jsonSchema: { type: "string", minLength: 1 },
          }),
        ),
      }),
      v.transform(
        ({ input, expect, id, slices }): Example => ({
          inputs: input,
          expected: expect ?? null,
          id: id ?? null,
          slices: slices ?? null,
        }),
      ),
    ),
  ],
  (value) => (isMapping(value) ? 1 : 0),
);

/** Cases written out in the suite's file. A record is written as the `input` of one. */
export const examplesSchema = v.pipe(
  listSchema(exampleSchema, MAX_EXAMPLES),
  v.description("Cases as they are: texts, lists of a text and its changes, or {input, expect, id, slices}."),
);

export interface ExampleSpec {
  readonly examples: readonly Example[];
  /** The columns that the test slices by; others of an example are let go. */
  readonly slices: readonly string[];
}

/** The examples as drafts. Throws a UserError where two have one id, as two of the same input have without ids. */
export function exampleDrafts({ examples, slices }: ExampleSpec): DraftSource {
  const drafts = new Map<string, Draft>();
  for (const [index, example] of examples.entries()) {
    const id = example.id ?? caseId(example.inputs);
    if (drafts.has(id)) {
      const message = example.id === null ? "the same input" : `the id ${JSON.stringify(id)}`;
      throw new UserError(`examples.${index}: ${message} stands in an earlier example`);
    }
    drafts.set(id, toDraft(id, example, slices));
  }
  return () => inChunks(drafts.values());
}

function toDraft(id: string, { inputs, expected, slices }: Example, columns: readonly string[]): Draft {
  const kept = [...(slices ?? [])].filter(([column]) => columns.includes(column));
  return {
    id,
    inputs,
    origins: null,
    expected: expected === null ? null : toExpected(expected),
    slices: kept.length === 0 ? null : new Map(kept),
    cluster: id,
    filled: null,
  };
}
