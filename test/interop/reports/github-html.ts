import type { Comment, Nodes, Root } from "hast";
import rehypeGithubAlert from "rehype-github-alert";
import rehypeRaw from "rehype-raw";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import { unified } from "unified";

const parser = unified().use(rehypeRaw).freeze();
/** GitHub's published list of what may stay. */
const sanitizer = unified().use(rehypeSanitize, defaultSchema).freeze();
const alerter = unified().use(rehypeGithubAlert).freeze();
const writer = unified().use(rehypeStringify).freeze();

/** HTML from a Markdown parser as a browser reads it. */
export function parsed(html: string): Root {
  return rootOf(parser.runSync({ type: "root", children: [{ type: "raw", value: html }] }));
}

/** The tree that GitHub's sanitiser leaves of it. */
export function sanitized(tree: Root): Root {
  return rootOf(sanitizer.runSync(structuredClone(tree)));
}

/** The HTML that GitHub shows in the end, with its alerts. */
export function shownHtml(tree: Root): string {
  return writer.stringify(rootOf(alerter.runSync(structuredClone(tree))));
}

/** The tree without comments, positions and what else no reader sees: that is all the sanitiser may take away. */
export function visibleTree(tree: Nodes): unknown {
  if (!("children" in tree)) return tree.type === "text" ? tree.value : null;
  const children = tree.children.filter((child): child is Exclude<typeof child, Comment> => child.type !== "comment");
  const inside = joined(children.map(visibleTree));
  return tree.type === "element" ? [tree.tagName, tree.properties, inside] : inside;
}

/** Texts that a comment stood between are one. */
function joined(parts: readonly unknown[]): readonly unknown[] {
  const whole: unknown[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (typeof part === "string" && typeof last === "string") whole[whole.length - 1] = last + part;
    else whole.push(part);
  }
  return whole;
}

function rootOf(node: { readonly type: string }): Root {
  if (!isRoot(node)) throw new TypeError("a document is parsed as a root");
  return node;
}

function isRoot(node: { readonly type: string }): node is Root {
  return node.type === "root";
}
