import { canarySectionSchema } from "@airworthy/canary";
import { experimentsSectionSchema } from "@airworthy/experiments";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { expect, test } from "vitest";
import { feedbackSectionSchema } from "./feedback-section.ts";
import { predictorsSectionSchema } from "./predictors-section.ts";
import { configurationSchema } from "./read-configuration.ts";

// `npx vitest run --update` writes the file anew. A check in code has no JSON Schema; it is left out.
test("airworthy.schema.json is the configuration's schema, for editors", async () => {
  const whole = v.strictObject({
    ...configurationSchema.entries,
    predictors: v.exactOptional(predictorsSectionSchema),
    experiments: v.exactOptional(experimentsSectionSchema),
    canary: v.exactOptional(canarySectionSchema),
    feedback: v.exactOptional(feedbackSectionSchema),
  });
  const converted = toJsonSchema(whole, { target: "draft-2020-12", ignoreActions: ["check", "finite", "raw_check"] });
  const text = `${JSON.stringify({ ...converted, title: "airworthy.yml" }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../../../airworthy.schema.json");
});
