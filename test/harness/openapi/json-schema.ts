import { fieldsOf, follow, isNode, type Node } from "./node.ts";

/**
 * How a schema is read. A request's body has what is required. An answer may leave anything out, so that a stand-in's can be
 * checked. Neither may have a property that the schema does not name, though GitHub would overlook it.
 */
export type Reading = "request" | "answer";

const KEPT = [
  ...["type", "enum", "format", "pattern", "minLength", "maxLength", "minimum", "maximum"],
  ...["minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"],
];
const BRANCHES = ["allOf", "anyOf", "oneOf"] as const;

/**
 * A schema of OpenAPI 3.0 (https://spec.openapis.org/oas/v3.0.3#schema-object) as JSON Schema 2020-12. References to
 * schemas of the document are kept, below `base`.
 */
export function toJsonSchema(document: Node, schema: unknown, reading: Reading, base = ""): Node {
  return convert({ document, reading, base }, schema);
}

interface Context {
  readonly document: Node;
  readonly reading: Reading;
  readonly base: string;
}

/** A schema that stands alone: it says which properties there are. */
function convert(context: Context, schema: unknown): Node {
  if (isNode(schema) && typeof schema["$ref"] === "string") return { $ref: context.base + schema["$ref"] };
  const node = follow(context.document, schema);
  const isOpen = node["additionalProperties"] !== undefined || !namesProperties(context, node);
  return orNull(node, { ...convertOne(context, node), ...(isOpen ? {} : { unevaluatedProperties: false }) });
}

/** A schema that another one is composed of: what it does not name may be named beside it. */
function convertBranch(context: Context, schema: unknown, isBesideProperties: boolean): Node {
  const node = follow(context.document, schema);
  const { additionalProperties, ...rest } = convertOne(context, node);
  // Where the properties are those of the whole, `true` says that a branch is about some of them only.
  const isDropped = additionalProperties === undefined || (isBesideProperties && additionalProperties === true);
  return orNull(node, isDropped ? rest : { ...rest, additionalProperties });
}

function convertOne(context: Context, node: Node): Node {
  const { items, properties, additionalProperties: more, not: other, required } = node;
  const converted = new Map(fieldsOf(node).filter(([name]) => KEPT.includes(name)));
  if (items !== undefined) converted.set("items", convert(context, items));
  if (other !== undefined) converted.set("not", convertBranch(context, other, false));
  if (more !== undefined) converted.set("additionalProperties", isNode(more) ? convert(context, more) : more);
  if (properties !== undefined) {
    const entries = fieldsOf(properties).map(([name, value]) => [name, convert(context, value)] as const);
    converted.set("properties", Object.fromEntries(entries));
  }
  if (required !== undefined && context.reading === "request") converted.set("required", required);
  for (const kind of BRANCHES) {
    const branches = node[kind];
    if (!Array.isArray(branches)) continue;
    // Without what is required an answer can fit several of the branches that exclude each other.
    const name = kind === "oneOf" && context.reading === "answer" ? "anyOf" : kind;
    const schemas = branches.map((branch) => convertBranch(context, branch, properties !== undefined));
    converted.set("allOf", [...listOf(converted.get("allOf")), { [name]: schemas }]);
  }
  return Object.fromEntries(converted);
}

function namesProperties(context: Context, schema: unknown): boolean {
  const node = follow(context.document, schema);
  if (fieldsOf(node["properties"]).length > 0) return true;
  return BRANCHES.some((kind) => listOf(node[kind]).some((branch) => namesProperties(context, branch)));
}

function orNull({ nullable }: Node, converted: Node): Node {
  if (nullable !== true) return converted;
  const { type, enum: values, allOf } = converted;
  if (typeof type !== "string" || allOf !== undefined) return { anyOf: [{ type: "null" }, converted] };
  return { ...converted, type: [type, "null"], ...(values === undefined ? {} : { enum: [...listOf(values), null] }) };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
