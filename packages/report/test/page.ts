import type { Root } from "hast";
import rehypeRaw from "rehype-raw";
import { unified } from "unified";

const parser = unified().use(rehypeRaw).freeze();

const DOCTYPE = "<!doctype html>";

/** A whole HTML page as a browser parses it. Throws where it does not start as one. */
export function parsedPage(html: string): Root {
  if (!html.startsWith(DOCTYPE)) throw new TypeError("A page starts with its doctype");
  const source: Root = {
    type: "root",
    children: [{ type: "doctype" }, { type: "raw", value: html.slice(DOCTYPE.length) }],
  };
  const tree = parser.runSync(source);
  if (tree.type !== "root") throw new TypeError("A page is parsed as a root");
  return tree;
}
