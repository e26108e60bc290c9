import { type ConversionConfig, toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { expect, test } from "vitest";
import { behaviorSchema } from "./predicate.ts";
import { LEXICONS_JSON_SCHEMA, suiteSchema } from "./suite.ts";

/** The schema as the file holds it. A check in code has no JSON Schema; it is left out. */
function schemaText(schema: GenericSchema, title: string, config: ConversionConfig = {}): string {
  const converted = toJsonSchema(schema, { target: "draft-2020-12", ignoreActions: ["check"], ...config });
  return `${JSON.stringify({ ...converted, title }, null, 2)}\n`;
}

// `npx vitest run --update` writes the files anew.
test("behavior.schema.json is the predicate's schema", async () => {
  const text = schemaText(behaviorSchema, "Evidence of a run of behaviour tests");
  await expect(text).toMatchFileSnapshot("../behavior.schema.json");
});

test("suite.schema.json is the suite's schema, for editors", async () => {
  const text = schemaText(suiteSchema, "A suite of behaviour tests", {
    typeMode: "input",
    overrideSchema: ({ valibotSchema }) => (valibotSchema.type === "custom" ? { ...LEXICONS_JSON_SCHEMA } : undefined),
  });
  await expect(text).toMatchFileSnapshot("../suite.schema.json");
});
