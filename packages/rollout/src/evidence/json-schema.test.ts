import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { ROLLOUT_TYPE, rolloutSchema } from "./predicate.ts";

// `npx vitest run packages/rollout --update` writes the file anew.
test("rollout.schema.json is the predicate's schema", async () => {
  // A check in code has no JSON Schema; it is left out.
  const converted = toJsonSchema(rolloutSchema, { errorMode: "ignore" });
  const named = { ...converted, $id: `${ROLLOUT_TYPE}/schema.json`, title: "Evidence of a rollout's move" };
  await expect(`${JSON.stringify(named, null, 2)}\n`).toMatchFileSnapshot("../../rollout.schema.json");
});
