import type { Element, Nodes, Root } from "hast";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw)
  .use(rehypeSanitize)
  .freeze();

/** Markdown as GitHub shows it: GFM to HTML, raw HTML parsed, then cut to what its sanitiser lets through. */
export function rendered(markdown: string): Root {
  return processor.runSync(processor.parse(markdown));
}

/** Everything a reader sees, in order. */
export function textOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}

/** The names of all elements, each once. */
export function tagsOf(node: Nodes): ReadonlySet<string> {
  return new Set(elementsOf(node).map((element) => element.tagName));
}

/** All elements of a name, or all there are. */
export function elementsOf(node: Nodes, name?: string): readonly Element[] {
  const inside = "children" in node ? node.children.flatMap((child) => elementsOf(child, name)) : [];
  return node.type === "element" && (name === undefined || node.tagName === name) ? [node, ...inside] : inside;
}

/** What GitHub turns into links or pictures after rendering, looked for in each text node outside code and links. */
const REFERENCES: readonly RegExp[] = [
  /@[a-z0-9]/i,
  /#\d/,
  /\bgh-\d/i,
  /\b[0-9a-f]{7,40}\b/i,
  /:[\w+-]+:/,
  /www\./i,
  /:\/\//,
  /[\w.+-]@[\w-]/,
];

/** The references that GitHub would act on. */
export function referencesIn(node: Nodes): readonly string[] {
  if (node.type === "text") {
    const found = REFERENCES.flatMap((pattern) => pattern.exec(node.value)?.[0] ?? []);
    // Mathematics needs two dollar signs, or one and something beside it, in one node.
    return node.value.includes("$") && node.value !== "$" ? [...found, node.value] : found;
  }
  if (node.type === "element" && ["a", "code", "pre"].includes(node.tagName)) return [];
  return "children" in node ? node.children.flatMap(referencesIn) : [];
}
