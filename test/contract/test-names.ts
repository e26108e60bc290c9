import { parseAst } from "rolldown/parseAst";

type Node = Readonly<Record<string, unknown>>;

/** The names of the tests in a test file's text, as they are written there; of a table of tests, the pattern. */
export function testNames(text: string): string[] {
  const names: string[] = [];
  visit(parseAst(text, { lang: "ts", sourceType: "module" }), (node) => {
    if (node["type"] !== "CallExpression" || rootOf(node["callee"]) !== "test") return;
    const name = textOf(Array.isArray(node["arguments"]) ? node["arguments"][0] : undefined);
    if (name !== undefined) names.push(name);
  });
  return names;
}

/** "test" of `test(…)`, `test.concurrent(…)` and `test.each(…)(…)`. */
function rootOf(callee: unknown): unknown {
  if (!isNode(callee)) return undefined;
  if (callee["type"] === "Identifier") return callee["name"];
  return rootOf(callee["object"] ?? callee["callee"] ?? callee["tag"]);
}

/** A text, or a template without anything to fill in. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node["type"] === "Literal" && typeof node["value"] === "string") return node["value"];
  const [only, ...more] = Array.isArray(node["quasis"]) ? node["quasis"] : [];
  const value: unknown = isNode(only) ? only["value"] : undefined;
  return more.length === 0 && isNode(value) && typeof value["cooked"] === "string" ? value["cooked"] : undefined;
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see);
  } else if (isNode(value)) {
    see(value);
    for (const child of Object.values(value)) visit(child, see);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
