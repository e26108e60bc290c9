import { parseAst } from "rolldown/parseAst";

type Node = Readonly<Record<string, unknown>>;

/** Of `test.skip` and the like, and of `describe`: what shows nothing, or shows that something fails. */
const SHOWS_NOTHING: readonly string[] = ["skip", "todo", "fails"];

/**
 * The names of the tests in a test file's text that run and are to pass, as they are written there; of a table of tests,
 * the pattern. One that runs on some systems only (`skipIf`, `runIf`) counts.
 */
export function testNames(text: string): string[] {
  const names: string[] = [];
  visit(parseAst(text, { lang: "ts", sourceType: "module" }), (node) => {
    const [root, ...members] = node["type"] === "CallExpression" ? wordsOf(node["callee"]) : [];
    if (root !== "test" && root !== "describe") return true;
    if (members.some((member) => SHOWS_NOTHING.includes(member))) return false;
    const name = textOf(Array.isArray(node["arguments"]) ? node["arguments"][0] : undefined);
    if (root === "test" && name !== undefined && !optionsSkip(node["arguments"])) names.push(name);
    return true;
  });
  return names;
}

/** `["test", "concurrent", "each"]` of `test.concurrent.each(…)(…)`. */
function wordsOf(callee: unknown): readonly string[] {
  if (!isNode(callee)) return [];
  if (callee["type"] === "Identifier") return typeof callee["name"] === "string" ? [callee["name"]] : [];
  const member = callee["type"] === "MemberExpression" ? wordsOf(callee["property"]) : [];
  return [...wordsOf(callee["object"] ?? callee["callee"] ?? callee["tag"]), ...member];
}

/** Of `test("name", { skip: true }, …)`. */
function optionsSkip(given: unknown): boolean {
  const options: unknown = Array.isArray(given) ? given[1] : undefined;
  const properties = isNode(options) && Array.isArray(options["properties"]) ? options["properties"] : [];
  return properties.some((property) => {
    const key: unknown = isNode(property) ? property["key"] : undefined;
    return isNode(key) && SHOWS_NOTHING.some((word) => word === key["name"]);
  });
}

/** A text, or a template without anything to fill in. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node["type"] === "Literal" && typeof node["value"] === "string") return node["value"];
  const [only, ...more] = Array.isArray(node["quasis"]) ? node["quasis"] : [];
  const value: unknown = isNode(only) ? only["value"] : undefined;
  return more.length === 0 && isNode(value) && typeof value["cooked"] === "string" ? value["cooked"] : undefined;
}

/** `see` says whether what is inside is to be seen too. */
function visit(value: unknown, see: (node: Node) => boolean): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see);
  } else if (isNode(value) && see(value)) {
    for (const child of Object.values(value)) visit(child, see);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
