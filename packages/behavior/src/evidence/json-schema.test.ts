import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { behaviorSchema } from "./predicate.ts";

// `npx vitest run --update` writes the file anew. A check in code has no JSON Schema; it is left out.
test("behavior.schema.json is the predicate's schema", async () => {
  const converted = toJsonSchema(behaviorSchema, { target: "draft-2020-12", ignoreActions: ["check"] });
  const text = `${JSON.stringify({ ...converted, title: "Evidence of a run of behaviour tests" }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../behavior.schema.json");
});
