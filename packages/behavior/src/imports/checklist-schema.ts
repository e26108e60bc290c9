import * as v from "valibot";
import { expectedSchema } from "../cases/expected.ts";
import { isMapping, mappingSchema } from "../cases/mapping-schema.ts";
import { labelSchema, listSchema, textSchema } from "../cases/text-schema.ts";

/** The released suite for sentiment has 38. */
export const MAX_TESTS = 1_000;
const MAX_CLASSES = 1_000;

const namesSchema = listSchema(textSchema, MAX_TESTS);

/** What the file itself says of its tests. */
const OWN_FIELDS = ["kind", "templates", "examples", "data"];

/** What is said of a test of the file: what the suite's own tests may say, but for cases. Its own schema checks that. */
const testSchema = v.pipe(
  v.custom<Readonly<Record<string, unknown>>>(isMapping, "must be a mapping such as {expect: negative}"),
  v.check((test) => OWN_FIELDS.every((field) => !(field in test)), `must have none of ${OWN_FIELDS.join(", ")}`),
  v.looseObject({
    labels: v.exactOptional(
      mappingSchema(labelSchema, expectedSchema, {
        what: "labels of the file to what they stand for",
        most: MAX_CLASSES,
        jsonSchema: {},
      }),
    ),
  }),
);

/** An entry of a suite's `imports`: a suite that CheckList released, as JSON Lines with a test a line. */
export const checklistSchema = v.strictObject({
  checklist: v.pipe(
    textSchema,
    v.description("The released suite as JSON Lines, a test a line; also with .gz behind it."),
  ),
  classes: v.exactOptional(
    v.pipe(
      listSchema(labelSchema, MAX_CLASSES),
      v.description(
        "The classes by the file's whole numbers, from 0. The suite's own classes in their order without it.",
      ),
    ),
  ),
  only: v.exactOptional(v.pipe(namesSchema, v.description("The names of the tests to take, as the file has them."))),
  except: v.exactOptional(v.pipe(namesSchema, v.description("The names of the tests to leave out."))),
  expect: v.exactOptional(
    v.pipe(
      mappingSchema(textSchema, testSchema, {
        what: "names of tests to what is expected",
        most: MAX_TESTS,
        jsonSchema: { type: "object" },
      }),
      v.description(
        "What to expect of tests whose expectation is a function that the file cannot hold, and any other field of a test.",
      ),
    ),
  ),
});

export type ChecklistSpec = v.InferOutput<typeof checklistSchema>;
