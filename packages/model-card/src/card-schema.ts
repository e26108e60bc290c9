import * as v from "valibot";

/** More than any card needs, and little enough that a card stays readable. */
const TEXT_CHARACTERS = 5_000;
const LIST_ITEMS = 100;

const text = v.pipe(
  v.string(),
  v.check((value) => value.trim() !== "", "must not be empty"),
  v.maxLength(TEXT_CHARACTERS, `must have at most ${TEXT_CHARACTERS} characters`),
);

/** How Hugging Face writes libraries, tasks and tags. */
const identifier = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(?:[._+-][a-z0-9]+)*$/, "must be lower-case words with hyphens, such as text-classification"),
  v.maxLength(100, "must have at most 100 characters"),
);

function list<T>(item: v.GenericSchema<unknown, T>) {
  return v.pipe(v.array(item), v.maxLength(LIST_ITEMS, `must have at most ${LIST_ITEMS} items`));
}

/** What CycloneDX 1.6 knows: https://cyclonedx.org/docs/1.6/json/#components_items_modelCard_modelParameters_approach */
export const APPROACHES = [
  "supervised",
  "unsupervised",
  "reinforcement-learning",
  "semi-supervised",
  "self-supervised",
] as const;

/** The considerations of a CycloneDX model card, which are those of Google's model card toolkit. */
export const considerationsEntries = {
  /** Who is meant to use the model. */
  users: v.exactOptional(list(text)),
  /** What for. */
  useCases: v.exactOptional(list(text)),
  technicalLimitations: v.exactOptional(list(text)),
  performanceTradeoffs: v.exactOptional(list(text)),
  ethicalConsiderations: v.exactOptional(
    list(v.strictObject({ name: text, mitigationStrategy: v.exactOptional(text) })),
  ),
  environmentalConsiderations: v.exactOptional(list(text)),
  fairnessAssessments: v.exactOptional(
    list(
      v.strictObject({
        groupAtRisk: text,
        benefits: v.exactOptional(text),
        harms: v.exactOptional(text),
        mitigationStrategy: v.exactOptional(text),
      }),
    ),
  ),
};

/** What people write of a model for its card, beside its metadata. */
export const cardEntries = {
  /** In a reader's words, such as "sentiment of product reviews". */
  task: v.exactOptional(text),
  approach: v.exactOptional(v.picklist(APPROACHES)),
  /** Such as "transformers": https://huggingface.co/docs/hub/models-libraries */
  libraryName: v.exactOptional(identifier),
  /** Such as "text-classification": https://huggingface.co/tasks */
  pipelineTag: v.exactOptional(identifier),
  tags: v.exactOptional(list(v.pipe(text, v.maxLength(100, "must have at most 100 characters")))),
  /** What goes in and comes out, such as "string of at most 512 tokens" or "image/png". */
  inputs: v.exactOptional(list(text)),
  outputs: v.exactOptional(list(text)),
  considerations: v.exactOptional(v.strictObject(considerationsEntries)),
};

export const cardSchema = v.strictObject(cardEntries);

export type CardText = v.InferOutput<typeof cardSchema>;

export type Considerations = v.InferOutput<v.StrictObjectSchema<typeof considerationsEntries, undefined>>;
