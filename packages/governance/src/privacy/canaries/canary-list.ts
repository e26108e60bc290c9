import { checkShape, UserError } from "@airworthy/evidence";
import * as v from "valibot";

/** More than a training run can take in without being about them. */
export const MOST_CANARIES = 1_000_000;
const MOST_REPETITIONS = 1_000_000;
const MOST_CHARACTERS = 10_000;

/** What a canary is made of: each `{}` of the template is filled with a word of the vocabulary. */
export const canarySpaceSchema = v.strictObject({
  template: v.pipe(v.string(), v.maxLength(MOST_CHARACTERS), v.includes("{}", 'must have a "{}" to fill')),
  vocabulary: v.pipe(
    v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_CHARACTERS))),
    v.minLength(2),
    v.maxLength(MOST_CANARIES),
    v.check((words) => new Set(words).size === words.length, "must not have a word twice"),
  ),
});

export type CanarySpace = v.InferOutput<typeof canarySpaceSchema>;

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(MOST_CHARACTERS * 10));
const texts = v.pipe(v.array(text), v.maxLength(MOST_CANARIES));

const canaryListSchema = v.pipe(
  v.strictObject({
    ...canarySpaceSchema.entries,
    seed: v.pipe(v.number(), v.safeInteger()),
    /** What goes into the training data, and how often. */
    insertions: v.pipe(
      v.array(
        v.strictObject({
          repetitions: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(MOST_REPETITIONS)),
          canaries: v.pipe(texts, v.nonEmpty()),
        }),
      ),
      v.nonEmpty(),
    ),
    /** What does not, drawn from the same space: what a canary's perplexity is ranked among. */
    references: v.pipe(texts, v.nonEmpty()),
  }),
  v.check(({ insertions, references }) => {
    const all = [...insertions.flatMap(({ canaries }) => canaries), ...references];
    return new Set(all).size === all.length;
  }, "must not have a text twice"),
);

/** Whose file's digest is evidence of what was inserted. */
export type CanaryList = v.InferOutput<typeof canaryListSchema>;

/** The list as a file: the same bytes for the same list. */
export function formatCanaries(list: CanaryList): string {
  return `${JSON.stringify(list, null, 1)}\n`;
}

/** Throws a UserError that names each field that is wrong. */
export function parseCanaries(value: string, where: string): CanaryList {
  return checkShape<CanaryList>(canaryListSchema, parseJson(value, where), where);
}

function parseJson(value: string, where: string): unknown {
  try {
    return JSON.parse(value);
  } catch (error) {
    throw new UserError(`${where} is not JSON`, { cause: error });
  }
}
