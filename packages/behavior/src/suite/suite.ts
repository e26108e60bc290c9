import * as v from "valibot";
import { examplesSchema } from "../cases/examples.ts";
import { dataSchema } from "../cases/from-rows-schema.ts";
import { lexiconsSchema } from "../cases/lexicons.ts";
import { templateEntries } from "../cases/template-schema.ts";
import { labelSchema, listSchema } from "../cases/text-schema.ts";
import { unionBy } from "../cases/union-by.ts";
import { dirEntries, invEntries, mftEntries } from "../expectations/entries.ts";
import { checklistSchema } from "../imports/checklist-schema.ts";
import { promptfooSchema } from "../imports/promptfoo-schema.ts";
import { perturbationSchema } from "../perturbations/registry.ts";
import { headEntries, nameSchema } from "./head.ts";

/** A suite is written by hand: far beyond these it is generated data, which belongs in a table. */
const MAX_TESTS = 500;
const MAX_IMPORTS = 50;
const MAX_CLASSES = 1_000;

const sourceEntries = {
  ...headEntries,
  ...templateEntries,
  examples: v.exactOptional(examplesSchema),
  data: v.exactOptional(dataSchema),
};

const perturbEntries = { perturb: v.exactOptional(perturbationSchema) };

/** A test of a suite's file. */
export const testSchema = v.variant("kind", [
  v.strictObject({
    ...sourceEntries,
    kind: v.pipe(v.literal("mft"), v.description("Minimum functionality: each case is answered as it should be.")),
    ...mftEntries,
  }),
  v.strictObject({
    ...sourceEntries,
    kind: v.pipe(v.literal("inv"), v.description("Invariance: a change that should not matter changes nothing.")),
    ...perturbEntries,
    ...invEntries,
  }),
  v.strictObject({
    ...sourceEntries,
    kind: v.pipe(v.literal("dir"), v.description("Directional: a change moves the answer one way.")),
    ...perturbEntries,
    ...dirEntries,
  }),
]);

export type BehaviorTest = v.InferOutput<typeof testSchema>;

const importSchema = unionBy([checklistSchema, promptfooSchema], (value) =>
  typeof value === "object" && value !== null && "promptfoo" in value ? 1 : 0,
);

export type ImportSpec = v.InferOutput<typeof importSchema>;

/** What a suite says beside its tests. */
export const suiteEntries = {
  name: v.pipe(nameSchema, v.description("Names the suite, and the evidence file.")),
  seed: v.pipe(
    v.optional(v.pipe(v.number(), v.safeInteger("must be a whole number below 2^53")), 0),
    v.description("Whatever is drawn is drawn from this: equal seeds, equal cases."),
  ),
  classes: v.exactOptional(
    v.pipe(
      listSchema(labelSchema, MAX_CLASSES),
      v.check((names) => new Set(names).size === names.length, "must not have a class twice"),
      v.description("Every class the model may answer with; left out where it answers with numbers or text."),
    ),
  ),
  lexicons: v.exactOptional(lexiconsSchema),
};

/**
 * A suite of behaviour tests as CheckList defines them (Ribeiro et al., ACL 2020): minimum functionality (`mft`),
 * invariance (`inv`) and directional expectation (`dir`).
 */
export const suiteSchema = v.pipe(
  v.strictObject({
    ...suiteEntries,
    imports: v.exactOptional(
      v.pipe(
        listSchema(importSchema, MAX_IMPORTS),
        v.description("Tests of other tools' files, after the suite's own."),
      ),
    ),
    tests: v.exactOptional(listSchema(testSchema, MAX_TESTS)),
  }),
  v.check(({ imports, tests }) => imports !== undefined || tests !== undefined, "must have tests, or imports"),
);

export type Suite = v.InferOutput<typeof suiteSchema>;
