import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { scanSchema } from "./predicate.ts";

// `npx vitest run --update` writes the file anew. A check in code has no JSON Schema; it is left out.
test("safety-scan.schema.json is the predicate's schema", async () => {
  const converted = toJsonSchema(scanSchema, { target: "draft-2020-12", ignoreActions: ["check"] });
  const text = `${JSON.stringify({ ...converted, title: "Evidence of a safety scan" }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../safety-scan.schema.json");
});
