import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { expect, test } from "vitest";
import { metadataSchema } from "./metadata.ts";
import { packageSchema } from "./predicate.ts";

/** The schema as the file holds it. A check in code has no JSON Schema; it is left out. */
function schemaText(schema: GenericSchema, title: string): string {
  const converted = toJsonSchema(schema, { target: "draft-2020-12", ignoreActions: ["check"] });
  return `${JSON.stringify({ ...converted, title }, null, 2)}\n`;
}

// `npx vitest run --update` writes the files anew.
test("package.schema.json is the predicate's schema", async () => {
  await expect(schemaText(packageSchema, "Evidence of a model package")).toMatchFileSnapshot("../package.schema.json");
});

test("metadata.schema.json is the metadata file's schema, for editors", async () => {
  await expect(schemaText(metadataSchema, "Metadata of a model")).toMatchFileSnapshot("../metadata.schema.json");
});
