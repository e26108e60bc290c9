import * as v from "valibot";
import { mappingSchema } from "./mapping-schema.ts";
import { labelSchema, listSchema, oneOrMore, textSchema } from "./text-schema.ts";
import { unionBy } from "./union-by.ts";

const MAX_COLUMNS = 10_000;
const MAX_SLICES = 20;
const MAX_VALUES = 1_000;

/** The word for a record of every column. A column of that very name is written as a list. */
export const ALL_COLUMNS = "all";

/** A number or true or false is compared by its text: CSV has nothing else. */
const scalarSchema = v.pipe(v.union([labelSchema, v.number(), v.boolean()]), v.transform(String));

const scalarJsonSchema = { type: ["string", "number", "boolean"] } as const;

/** A suite's `data`: a table whose rows are cases. */
export const dataSchema = v.pipe(
  v.strictObject({
    file: v.pipe(
      textSchema,
      v.description("JSON Lines, CSV (both also with .gz) or Parquet, from the suite's folder."),
    ),
    input: v.pipe(
      unionBy([labelSchema, listSchema(labelSchema, MAX_COLUMNS)], (value) => (Array.isArray(value) ? 1 : 0)),
      v.description(
        "The column of the text; a list of columns, or all (but label, id and cluster), is a record of them.",
      ),
    ),
    label: v.exactOptional(
      v.pipe(labelSchema, v.description("The column of what is expected: a class, a number, or a text to be met.")),
    ),
    labels: v.exactOptional(
      v.pipe(
        mappingSchema(labelSchema, labelSchema, {
          what: "what the label's column holds to classes",
          most: MAX_VALUES,
          jsonSchema: { type: "string", minLength: 1 },
        }),
        v.description(
          "Classes by what the column holds, such as {0: negative, 1: positive}. All values must be there.",
        ),
      ),
    ),
    id: v.exactOptional(
      v.pipe(labelSchema, v.description("The column of the cases' ids. Without it they derive from the inputs.")),
    ),
    cluster: v.exactOptional(
      v.pipe(
        labelSchema,
        v.description(
          "The column of what rows have in common, such as the picture that several were made from: they do not count as independent.",
        ),
      ),
    ),
    slices: v.exactOptional(
      v.pipe(listSchema(labelSchema, MAX_SLICES), v.description("Columns whose values are judged apart besides.")),
    ),
    numbers: v.exactOptional(
      v.pipe(
        listSchema(labelSchema, MAX_COLUMNS),
        v.description("Columns of a CSV file that hold numbers; an empty cell is null. All others are texts."),
      ),
    ),
    where: v.exactOptional(
      v.pipe(
        mappingSchema(labelSchema, oneOrMore(scalarSchema, MAX_VALUES), {
          what: "columns to values",
          most: MAX_SLICES,
          jsonSchema: { anyOf: [scalarJsonSchema, { type: "array", minItems: 1, items: scalarJsonSchema }] },
        }),
        v.description("Only the rows with this value, or one of these, in each of the columns."),
      ),
    ),
    limit: v.exactOptional(
      v.pipe(
        v.number(),
        v.safeInteger("must be a whole number"),
        v.minValue(1, "must be at least 1"),
        v.description("Only the first so many of the rows. For a draw from all of them use the test's sample."),
      ),
    ),
  }),
  v.check(({ label, labels }) => labels === undefined || label !== undefined, "must have a label where it has labels"),
);

export type DataSpec = v.InferOutput<typeof dataSchema>;
