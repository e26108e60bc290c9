import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { jsonSchemaOf } from "../cases/mapping-schema.ts";
import { suiteSchema } from "./suite.ts";

// `npx vitest run --update` writes the file anew. A check in code has no JSON Schema; it is left out.
test("suite.schema.json is the suite's schema, for editors", async () => {
  const converted = toJsonSchema(suiteSchema, {
    target: "draft-2020-12",
    typeMode: "input",
    errorMode: "ignore",
    ignoreActions: ["check", "finite"],
    overrideSchema: ({ valibotSchema }) => jsonSchemaOf(valibotSchema),
  });
  const text = `${JSON.stringify({ ...converted, title: "A suite of behaviour tests" }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../suite.schema.json");
});
