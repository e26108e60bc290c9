import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

const SCHEMAS = "http://cyclonedx.org/schema";

const require = createRequire(import.meta.url);

/** CycloneDX's own JSON schema of version 1.6, as its library for JavaScript brings it, with the schemas that it names. */
export function publishedSchema(): ValidateFunction {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  // Internationalised addresses; this package has no types.
  const addDrafts: unknown = require("ajv-formats-draft2019");
  if (typeof addDrafts !== "function") throw new Error("ajv-formats-draft2019 is no function");
  addDrafts(ajv);
  for (const name of ["spdx", "jsf-0.82"]) ajv.addSchema(readSchema(name), `${SCHEMAS}/${name}.SNAPSHOT.schema.json`);
  return ajv.compile(readSchema("bom-1.6"));
}

/** Every identifier that CycloneDX takes as an SPDX licence. */
export function publishedLicenses(): readonly string[] {
  const known: unknown = Reflect.get(readSchema("spdx"), "enum");
  if (!Array.isArray(known)) throw new Error("the schema of licences has no list");
  return known.map(String);
}

function readSchema(name: string): object {
  const library = dirname(require.resolve("@cyclonedx/cyclonedx-library/package.json"));
  const path = join(library, "res", "schema", `${name}.SNAPSHOT.schema.json`);
  const schema: unknown = JSON.parse(readFileSync(path, "utf8"));
  if (typeof schema !== "object" || schema === null) throw new Error(`${path} holds no schema`);
  return schema;
}
