import * as v from "valibot";

const NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,79}$/;
const WORDS_NAME = /^[A-Za-z_][A-Za-z0-9_-]{0,79}$/;

/** A suite is written by hand: far beyond these it is generated data, which belongs in a table. */
const MAX_TESTS = 200;
const MAX_TEMPLATES = 200;
const MAX_WORDS = 5_000;
const MAX_TEXT = 2_000;
const MAX_CLASSES = 1_000;
const MAX_LABEL = 120;

/** CheckList's default for INV, checklist/expect.py; its published suites use the same for DIR. */
export const DEFAULT_TOLERANCE = 0.1;

const nameSchema = v.pipe(v.string(), v.regex(NAME, "must be up to 80 letters, digits, dots, hyphens and underscores"));
const wordsNameSchema = v.pipe(
  v.string(),
  v.regex(WORDS_NAME, "must be a name of letters, digits, hyphens and underscores"),
);
const textSchema = v.pipe(
  v.string(),
  v.nonEmpty("must not be empty"),
  v.maxLength(MAX_TEXT, `must have at most ${MAX_TEXT} characters`),
  // Half a surrogate pair has no UTF-8: two texts that differ in it would have one id.
  v.check((text) => text.isWellFormed(), "must be whole characters"),
);
const labelSchema = v.pipe(textSchema, v.maxLength(MAX_LABEL, `must have at most ${MAX_LABEL} characters`));
/** A list of 1 to `most` texts. */
const listSchema = (most: number) =>
  v.pipe(
    v.array(textSchema),
    v.minLength(1, "must not be empty"),
    v.maxLength(most, `must have at most ${most} entries`),
  );
const classesSchema = listSchema(MAX_CLASSES);
const integerSchema = v.pipe(v.number(), v.safeInteger("must be a whole number below 2^53"));
const wholeSchema = (least: number) => v.pipe(integerSchema, v.minValue(least));
const shareSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const wordsSchema = listSchema(MAX_WORDS);

/** Word lists by name. A Map, so that `constructor` and `__proto__` are names like any other. */
const lexiconsSchema = v.pipe(
  v.custom<Record<string, unknown>>(isMapping, "must be a mapping from names to lists of words"),
  v.transform((lexicons) => new Map(Object.entries(lexicons))),
  v.map(wordsNameSchema, wordsSchema),
);

const takeSchema = v.exactOptional(
  v.pipe(wholeSchema(1), v.description("So many drawn words for each case; all of them without it.")),
);

/** How a case's further texts are made from its first; see `perturb`. */
const perturbationSchema = v.variant("by", [
  v.strictObject({
    by: v.pipe(v.literal("typos"), v.description("Swaps two neighbouring characters.")),
    swaps: v.optional(v.pipe(wholeSchema(1), v.maxValue(10)), 1),
  }),
  v.strictObject({
    by: v.pipe(v.literal("vary"), v.description("Puts each word of a slot's lexicon into the slot.")),
    slot: wordsNameSchema,
    take: takeSchema,
  }),
  v.strictObject({
    by: v.pipe(v.literal("insert"), v.description("Puts each word of a lexicon before a slot's word.")),
    words: wordsNameSchema,
    before: wordsNameSchema,
    take: takeSchema,
  }),
]);

export type Perturbation = v.InferOutput<typeof perturbationSchema>;

const testEntries = {
  id: v.pipe(nameSchema, v.description("Names the test in evidence. Its cases' seeds derive from it.")),
  title: v.exactOptional(v.pipe(labelSchema, v.description("How a report names it: the id where there is none."))),
  capability: v.exactOptional(v.pipe(labelSchema, v.description("What it is about, such as negation or fairness."))),
  templates: v.pipe(
    listSchema(MAX_TEMPLATES),
    v.description("Texts with slots: {word} takes each word of the lexicon of that name, {a:word} with its article."),
  ),
  sample: v.exactOptional(
    v.pipe(wholeSchema(1), v.description("So many of the templates' combinations are cases; all of them without it.")),
  ),
  "max-failure-rate": v.exactOptional(
    v.pipe(
      shareSchema,
      v.description("The share of cases that may fail. Without a baseline 0 by default; with one there is no default."),
    ),
  ),
  "max-new-failures": v.exactOptional(
    v.pipe(
      wholeSchema(0),
      v.description("So many cases may fail that the baseline passes. One more fails the test, significant or not."),
    ),
  ),
};

const toleranceSchema = v.pipe(
  v.optional(shareSchema, DEFAULT_TOLERANCE),
  v.description("How far a confidence may move the wrong way."),
);

const testSchema = v.variant("kind", [
  v.strictObject({
    ...testEntries,
    kind: v.pipe(v.literal("mft"), v.description("Minimum functionality: each text gets an expected class.")),
    expect: v.pipe(v.union([textSchema, classesSchema]), v.description("The class, or any one of several.")),
  }),
  v.strictObject({
    ...testEntries,
    kind: v.pipe(v.literal("inv"), v.description("Invariance: a change that should not matter changes nothing.")),
    perturb: perturbationSchema,
    tolerance: toleranceSchema,
  }),
  v.strictObject({
    ...testEntries,
    kind: v.pipe(v.literal("dir"), v.description("Directional: a change moves the confidence one way.")),
    perturb: perturbationSchema,
    confidence: v.pipe(
      v.picklist(["increases", "decreases"]),
      v.description("What the confidence in the class predicted for the first text does."),
    ),
    tolerance: toleranceSchema,
    "skip-when-predicted": v.exactOptional(
      v.pipe(classesSchema, v.description("A case whose first text gets one of these classes is left out.")),
    ),
  }),
]);

export type BehaviorTest = v.InferOutput<typeof testSchema>;

/**
 * A suite of behaviour tests as CheckList defines them (Ribeiro et al., ACL 2020): minimum functionality (`mft`),
 * invariance (`inv`) and directional expectation (`dir`).
 */
export const suiteSchema = v.strictObject({
  name: v.pipe(nameSchema, v.description("Names the suite, and the evidence file.")),
  seed: v.pipe(
    v.optional(integerSchema, 0),
    v.description("Whatever is drawn is drawn from this: equal seeds, equal cases."),
  ),
  classes: v.pipe(classesSchema, v.description("Every class the model may answer with.")),
  lexicons: v.optional(lexiconsSchema, {}),
  tests: v.pipe(
    v.array(testSchema),
    v.minLength(1, "must not be empty"),
    v.maxLength(MAX_TESTS, `must have at most ${MAX_TESTS} tests`),
  ),
});

export type Suite = v.InferOutput<typeof suiteSchema>;

/** The lexicons as JSON Schema has them: for editors, since a Map has no JSON Schema of its own. */
export const LEXICONS_JSON_SCHEMA = {
  type: "object",
  propertyNames: { pattern: WORDS_NAME.source },
  additionalProperties: {
    type: "array",
    minItems: 1,
    maxItems: MAX_WORDS,
    items: { type: "string", minLength: 1, maxLength: MAX_TEXT },
  },
} as const;

/** A test's name in a report. */
export function titleOf(test: BehaviorTest): string {
  return test.title ?? test.id;
}

function isMapping(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
