import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { CANARY_TYPE, canarySchema } from "./predicate.ts";

// `npx vitest run packages/canary --update` writes the file anew.
test("canary.schema.json is the predicate's schema", async () => {
  // A check in code has no JSON Schema; it is left out.
  const converted = toJsonSchema(canarySchema, { errorMode: "ignore" });
  const named = { ...converted, $id: `${CANARY_TYPE}/schema.json`, title: "Evidence of a look at a rollout" };
  await expect(`${JSON.stringify(named, null, 2)}\n`).toMatchFileSnapshot("../../canary.schema.json");
});
