import { isSha256 } from "@airworthy/evidence";
import { cardSchema } from "@airworthy/model-card";
import { metadataSchema } from "@airworthy/model-package";
import * as v from "valibot";

const LIST_ITEMS = 1_000;
const TEXT_CHARACTERS = 10_000;

const text = v.pipe(
  v.string(),
  v.nonEmpty("must not be empty"),
  v.maxLength(TEXT_CHARACTERS, `must have at most ${TEXT_CHARACTERS} characters`),
);
const paths = v.exactOptional(v.pipe(v.array(text), v.maxLength(LIST_ITEMS, `must have at most ${LIST_ITEMS} items`)));
const digest = v.pipe(v.string(), v.check(isSha256, "must be 64 lower-case hexadecimal digits"));

/** Something that went into the model: a file here, whose digest is taken, or a place elsewhere with the digest it had. */
const sourceEntries = {
  path: v.exactOptional(text),
  uri: v.exactOptional(v.pipe(text, v.url("must be a URI"))),
  sha256: v.exactOptional(digest),
};

const scalar = v.union([v.string(), v.pipe(v.number(), v.finite("must be finite")), v.boolean()]);

/** How the model was made; provenance, card and bill of materials tell of it. */
const trainingSchema = v.strictObject({
  datasets: v.exactOptional(
    v.array(
      v.strictObject({
        name: text,
        ...sourceEntries,
        /** Its name on the Hugging Face Hub, and, of a benchmark there, the task. */
        hubId: v.exactOptional(text),
        taskId: v.exactOptional(text),
        split: v.exactOptional(text),
        revision: v.exactOptional(text),
      }),
    ),
  ),
  baseModel: v.exactOptional(
    v.strictObject({
      name: text,
      relation: v.exactOptional(v.picklist(["finetune", "adapter", "merge", "quantized"])),
      ...sourceEntries,
    }),
  ),
  /** Files of code, and lock files: paths. */
  code: paths,
  lockFiles: paths,
  hyperparameters: v.exactOptional(v.record(text, scalar)),
  /** Names and versions. */
  frameworks: v.exactOptional(v.record(text, text)),
  seeds: v.exactOptional(v.record(text, v.pipe(v.number(), v.safeInteger("must be a whole number")))),
});

/** What `airworthy.yml` says of the model. */
export const modelSectionSchema = v.strictObject({
  name: v.exactOptional(text),
  path: v.exactOptional(text),
  metadata: v.exactOptional(metadataSchema),
  training: v.exactOptional(trainingSchema),
  card: v.exactOptional(cardSchema),
});

export type ModelSection = v.InferOutput<typeof modelSectionSchema>;

export type TrainingSection = v.InferOutput<typeof trainingSchema>;
