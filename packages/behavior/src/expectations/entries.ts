import * as v from "valibot";
import { expectedSchema } from "../cases/expected.ts";
import { labelSchema, listSchema } from "../cases/text-schema.ts";
import { unionBy } from "../cases/union-by.ts";
import { assertionsSchema } from "./assertions/assertion.ts";
import { DIRECTIONS } from "./direction.ts";
import { similarityEntries } from "./similarity/similarity.ts";

const MAX_CLASSES = 1_000;

const distanceSchema = v.pipe(v.number(), v.finite("must be finite"), v.minValue(0, "must be 0 or more"));

const toleranceEntries = {
  tolerance: v.exactOptional(
    v.pipe(
      distanceSchema,
      v.description(
        "How far a confidence may move the wrong way, 0.1 by default; of numbers how far off, 0 by default.",
      ),
    ),
  ),
  "relative-tolerance": v.exactOptional(
    v.pipe(distanceSchema, v.description("The same for numbers, as a share of the number that is compared with.")),
  ),
};

const skipEntries = {
  "skip-when-predicted": v.exactOptional(
    v.pipe(
      listSchema(labelSchema, MAX_CLASSES),
      v.description("A case whose original gets one of these classes is left out."),
    ),
  ),
};

/** What a minimum functionality test expects. */
export const mftEntries = {
  expect: v.exactOptional(expectedSchema),
  ...toleranceEntries,
  assert: v.exactOptional(assertionsSchema),
};

/** What an invariance test expects: by itself, that the answer stays. */
export const invEntries = {
  ...toleranceEntries,
  similarity: v.exactOptional(
    v.pipe(
      v.strictObject(similarityEntries),
      v.description("How like the original's a generated text must be; equal without it."),
    ),
  ),
  ...skipEntries,
};

const balanceSchema = v.strictObject({
  plus: v.pipe(labelSchema, v.description("The class whose gain counts.")),
  minus: v.pipe(labelSchema, v.description("The class whose loss counts.")),
});

/** What a directional test expects. */
export const dirEntries = {
  confidence: v.exactOptional(v.pipe(v.picklist(DIRECTIONS), v.description("What the model's confidence does."))),
  value: v.exactOptional(v.pipe(v.picklist(DIRECTIONS), v.description("What the number of a regression does."))),
  of: v.exactOptional(
    v.pipe(
      unionBy([labelSchema, balanceSchema], (value) => (typeof value === "string" ? 0 : 1)),
      v.description(
        "Whose confidence: predicted (the class predicted for the original), as without it; a class; or {plus, minus}.",
      ),
    ),
  ),
  ...toleranceEntries,
  ...skipEntries,
};

const specSchema = v.variant("kind", [
  v.object({ kind: v.literal("mft"), ...mftEntries }),
  v.object({ kind: v.literal("inv"), ...invEntries }),
  v.object({ kind: v.literal("dir"), ...dirEntries }),
]);

/** What of a test's specification says what is expected. */
export type ExpectationSpec = v.InferOutput<typeof specSchema>;

export type MftSpec = Extract<ExpectationSpec, { kind: "mft" }>;
export type InvSpec = Extract<ExpectationSpec, { kind: "inv" }>;
export type DirSpec = Extract<ExpectationSpec, { kind: "dir" }>;
