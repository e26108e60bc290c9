import { globSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { parseAst } from "rolldown/parseAst";

const ROOT = join(import.meta.dirname, "..");

/** A module of ours as the floors see it. */
export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  /** What it imports or exports again, types too. */
  readonly imports: readonly Import[];
  /** What it asks of the clock, of chance, of the process or of the network without importing it. */
  readonly worldly: readonly string[];
}

export interface Import {
  readonly from: string;
  readonly isDynamic: boolean;
}

const WORLDLY = new Set([
  "process",
  "performance",
  "fetch",
  "setTimeout",
  "setInterval",
  "Date.now",
  "Math.random",
  "new Date()",
]);

/** Every TypeScript module below the given folders that is not a test. */
export function sourceFiles(...folders: readonly string[]): SourceFile[] {
  const patterns = folders.map((folder) => `${folder}/**/*.ts`);
  return globSync(patterns, { cwd: ROOT, exclude: (name) => name.includes("node_modules") })
    .map((file) => file.split(sep).join("/"))
    .filter((path) => !path.endsWith(".test.ts"))
    .sort()
    .map((path) => readSource(path, readFileSync(join(ROOT, path), "utf8")));
}

/** Reads a module's text; exported so that the tests can show what is seen. */
export function readSource(path: string, text: string): SourceFile {
  const imports: Import[] = [];
  const worldly = new Set<string>();
  visit(parseAst(text, { lang: "ts", sourceType: "module" }), (node) => {
    const from = textAt(node, "source", "value");
    if (from !== undefined) imports.push({ from, isDynamic: node["type"] === "ImportExpression" });
    const name = worldlyName(node);
    if (name !== undefined && WORLDLY.has(name)) worldly.add(name);
  });
  return { path, imports, worldly: [...worldly] };
}

type Node = Readonly<Record<string, unknown>>;

/** Names are taken where they are values: `Date.now`, `new Date()`, and free-standing `process` or `fetch(…)`. */
function worldlyName(node: Node): string | undefined {
  const object = textAt(node, "object", "name");
  if (node["type"] === "MemberExpression") {
    const whole = `${object}.${textAt(node, "property", "name")}`;
    return WORLDLY.has(whole) ? whole : object;
  }
  const callee = textAt(node, "callee", "name");
  if (node["type"] === "NewExpression" && isEmptyList(node["arguments"])) return `new ${callee}()`;
  return node["type"] === "CallExpression" ? callee : undefined;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function textAt(node: Node, child: string, field: string): string | undefined {
  const inner = node[child];
  const value = isNode(inner) ? inner[field] : undefined;
  return typeof value === "string" ? value : undefined;
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
