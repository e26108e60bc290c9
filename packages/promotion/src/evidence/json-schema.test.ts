import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { PROMOTION_TYPE, promotionSchema } from "./predicate.ts";

// `npx vitest run packages/promotion --update` writes the file anew.
test("promotion.schema.json is the predicate's schema", async () => {
  // A check in code has no JSON Schema; it is left out.
  const converted = toJsonSchema(promotionSchema, { errorMode: "ignore" });
  const named = { ...converted, $id: `${PROMOTION_TYPE}/schema.json`, title: "Evidence of a promotion" };
  await expect(`${JSON.stringify(named, null, 2)}\n`).toMatchFileSnapshot("../../promotion.schema.json");
});
