import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { predictorSchema } from "./predictor-config.ts";

// `npx vitest run --update` writes the file anew.
test("predictor.schema.json is the predictor file's schema, for editors", async () => {
  const schema = toJsonSchema(predictorSchema, {
    target: "draft-2020-12",
    ignoreActions: ["check", "finite", "safe_integer"],
    typeMode: "input",
  });
  const text = `${JSON.stringify({ ...schema, title: "How a model is called" }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../predictor.schema.json");
});
