import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { verificationSchema } from "./predicate.ts";

// `npx vitest run --update` writes the file anew.
test("verification.schema.json is the predicate's schema", async () => {
  // A check in code has no JSON Schema; it is left out.
  const converted = toJsonSchema(verificationSchema, { target: "draft-2020-12", ignoreActions: ["check"] });
  const text = `${JSON.stringify({ ...converted, title: "Evidence of a model's verification" }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../verification.schema.json");
});
