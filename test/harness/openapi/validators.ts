import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { type Reading, toJsonSchema } from "./json-schema.ts";
import { fieldsOf, isNode, type Node } from "./node.ts";

/** What is wrong with a value, in words; nothing where it fits. */
export type Validate = (value: unknown) => readonly string[];

/** Makes validators of a document's schemas; asked again for the same schema, it gives the one that it made. */
export function createValidators(document: Node, reading: Reading): (schema: unknown) => Validate {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, logger: false, formats: FORMATS });
  const base = `openapi:${reading}`;
  const components = isNode(document["components"]) ? document["components"] : {};
  const schemas = fieldsOf(components["schemas"]).map(([name, schema]) => {
    return [name, toJsonSchema(document, schema, reading, base)] as const;
  });
  ajv.addSchema({ $id: base, components: { schemas: Object.fromEntries(schemas) } });
  const made = new Map<unknown, Validate>();
  return (schema) => {
    const known = made.get(schema);
    if (known !== undefined) return known;
    const check = ajv.compile(toJsonSchema(document, schema, reading, base));
    const validate: Validate = (value) => (check(value) ? [] : [...new Set(check.errors?.map(inWords))]);
    made.set(schema, validate);
    return validate;
  };
}

/** Those that say something of what the stand-in and the actions exchange; others are taken as they are. */
const FORMATS = {
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  // Empty where there is none, as in the defaults of GitHub's own description.
  uri: (text: string) => text === "" || URL.canParse(text),
};

function inWords({ instancePath, message = "is wrong", params, keyword }: ErrorObject): string {
  const { unevaluatedProperty, additionalProperty, allowedValues } = params;
  const unknown = unevaluatedProperty ?? additionalProperty;
  if (unknown !== undefined) return `${instancePath}/${unknown} is unknown`;
  const values = keyword === "enum" ? `: ${JSON.stringify(allowedValues)}` : "";
  return `${instancePath} ${message}${values}`.trim();
}
