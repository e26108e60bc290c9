/** A node of a description in JSON whose fields nobody has looked at yet. */
export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fields of a node, or none where it is none. */
export function fieldsOf(value: unknown): (readonly [name: string, value: unknown])[] {
  return isNode(value) ? Object.entries(value) : [];
}

/** Follows a reference inside the document, such as "#/components/schemas/issue"; throws where it leads nowhere. */
export function follow(document: Node, node: unknown): Node {
  if (!isNode(node)) throw new Error(`the description has ${JSON.stringify(node)} where an object is due`);
  const { $ref: reference } = node;
  if (typeof reference !== "string") return node;
  let target: unknown = document;
  for (const name of reference.split("/").slice(1)) {
    target = isNode(target) ? target[name.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  }
  return follow(document, target);
}
