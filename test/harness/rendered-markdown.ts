import type { Root } from "hast";
import rehypeRaw from "rehype-raw";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

export { elementsOf, textOf } from "../../packages/report/test/rendered.ts";

const toHtml = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeStringify, { allowDangerousHtml: true })
  .freeze();
const toTree = unified().use(rehypeRaw).use(rehypeSanitize).freeze();

/**
 * Markdown as GitHub shows it: to HTML first, and all of that parsed as one text, so that a comment or a fold that one
 * block opens goes on in the next; then cut to what its sanitiser lets through.
 */
export function rendered(markdown: string): Root {
  return toTree.runSync({ type: "root", children: [{ type: "raw", value: String(toHtml.processSync(markdown)) }] });
}
