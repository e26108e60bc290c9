import * as v from "valibot";
import { textSchema } from "../cases/text-schema.ts";

/** An entry of a suite's `imports`: test cases that were written for promptfoo. */
export const promptfooSchema = v.strictObject({
  promptfoo: v.pipe(
    textSchema,
    v.description("promptfooconfig.yaml, or a file of its tests alone: YAML, JSON, JSON Lines or CSV."),
  ),
  prompt: v.exactOptional(
    v.pipe(
      textSchema,
      v.description('What the model is asked, such as "{{question}}". The prompts of the configuration without it.'),
    ),
  ),
  "skip-unsupported": v.exactOptional(
    v.pipe(v.boolean(), v.description("true: cases that mean nothing here are left out and counted, not refused.")),
  ),
});

export type PromptfooSpec = v.InferOutput<typeof promptfooSchema>;
