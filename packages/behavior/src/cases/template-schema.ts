import * as v from "valibot";
import { COMBINE } from "./combinations.ts";
import { type ExpectedSpec, expectedSchema } from "./expected.ts";
import { isMapping } from "./mapping-schema.ts";
import { countSchema } from "./number-schema.ts";
import { listSchema, oneOrMore, textSchema } from "./text-schema.ts";
import { unionBy } from "./union-by.ts";

/** A suite is written by hand: far beyond these it is generated data, which belongs in a table. */
const MAX_TEMPLATES = 200;
const MAX_GROUP = 100;
/** What a runner's step can ask in its six hours. */
const MAX_SAMPLE = 10_000_000;

/** A template: one text, or several that are one case together, and what it is expected to be. */
export interface TemplateEntry {
  readonly texts: readonly string[];
  /** Before what the test expects; null: as the test says. */
  readonly expected: ExpectedSpec | null;
}

const templateEntrySchema: v.GenericSchema<unknown, TemplateEntry> = unionBy(
  [
    v.pipe(
      textSchema,
      v.transform((text): TemplateEntry => ({ texts: [text], expected: null })),
    ),
    v.pipe(
      listSchema(textSchema, MAX_GROUP),
      v.transform((texts): TemplateEntry => ({ texts, expected: null })),
    ),
    v.pipe(
      v.strictObject({ text: oneOrMore(textSchema, MAX_GROUP), expect: v.exactOptional(expectedSchema) }),
      v.transform(({ text, expect }): TemplateEntry => ({ texts: text, expected: expect ?? null })),
    ),
  ],
  optionFor,
);

export const templatesSchema = v.pipe(
  listSchema(templateEntrySchema, MAX_TEMPLATES),
  v.description(
    "Texts with slots: {word} takes each word of the lexicon of that name, {a:word} with its article; {word1} and {word2} draw from the same one. A list of texts is one case, the original first. {{ and }} are braces.",
  ),
);

const sampleSchema = v.pipe(
  countSchema(1, MAX_SAMPLE),
  v.description("So many of the cases are taken, drawn by the suite's seed and their ids; all of them without it."),
);

/** A test's fields about its templates. */
export const templateEntries = {
  templates: v.exactOptional(templatesSchema),
  combine: v.exactOptional(
    v.pipe(
      v.picklist(COMBINE),
      v.description(
        "product, the default: each word of a slot with each of the others. zip: the first words together, then the second ones, up to the end of the shortest list.",
      ),
    ),
  ),
  unroll: v.exactOptional(v.pipe(v.boolean(), v.description("Each text of a list is a case of its own."))),
  "remove-duplicates": v.exactOptional(
    v.pipe(v.boolean(), v.description("Leaves out combinations that have the same word in two slots.")),
  ),
  sample: v.exactOptional(sampleSchema),
};

function optionFor(value: unknown): number {
  if (Array.isArray(value)) return 1;
  return isMapping(value) ? 2 : 0;
}
