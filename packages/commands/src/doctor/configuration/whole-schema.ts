import { canarySectionSchema } from "@airworthy/canary";
import { experimentsSectionSchema } from "@airworthy/experiments";
import * as v from "valibot";
import { feedbackSectionSchema } from "../../configuration/feedback-section.ts";
import { predictorsSectionSchema } from "../../configuration/predictors-section.ts";
import { configurationSchema } from "../../configuration/read-configuration.ts";

/** airworthy.yml with the sections that else only the verbs check which use them. */
export const wholeSchema = v.strictObject({
  ...configurationSchema.entries,
  predictors: v.exactOptional(predictorsSectionSchema),
  experiments: v.exactOptional(experimentsSectionSchema),
  canary: v.exactOptional(canarySectionSchema),
  feedback: v.exactOptional(feedbackSectionSchema),
});

export type WholeConfiguration = v.InferOutput<typeof wholeSchema>;
