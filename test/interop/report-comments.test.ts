import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { elementsOf, textOf } from "../../packages/report/test/rendered.ts";
import { conforms } from "../harness/conforms.ts";
import { npmVersion, programVersion } from "../harness/peer-versions.ts";
import { cmarkHtml, needCmark } from "./reports/cmark.ts";
import { COMMENT_STORIES } from "./reports/comment-stories.ts";
import { parsed, sanitized, shownHtml, visibleTree } from "./reports/github-html.ts";
import { htmlTokens } from "./reports/html-tokens.ts";
import { liveReferences } from "./reports/live-references.ts";
import { unclosed } from "./reports/unclosed.ts";

/** Renewed by `npm run test:interop -- report-comments --update`; what changed is then to be looked at. */
const GOLDEN = join(import.meta.dirname, "reports", "golden");

const pages = new Map<string, string>();

beforeAll(async () => {
  await needCmark();
  const html = await cmarkHtml(COMMENT_STORIES.map(({ markdown }) => markdown));
  for (const [index, { name }] of COMMENT_STORIES.entries()) pages.set(name, html[index] ?? "");
});

describe.each(COMMENT_STORIES)("the comment “$name”", ({ name, markdown }) => {
  const tree = () => parsed(pages.get(name) ?? "");

  test("is what it was when it was last looked at", async () => {
    await expect(`${markdown}\n`).toMatchFileSnapshot(join(GOLDEN, `${name}.md`));
    await expect(`${shownHtml(sanitized(tree()))}\n`).toMatchFileSnapshot(join(GOLDEN, `${name}.html`));
  });

  test("loses nothing to GitHub's sanitiser but comments", async () => {
    expect(visibleTree(sanitized(tree()))).toEqual(visibleTree(tree()));
    conforms({
      area: "Reports",
      claim: "comments that lose nothing to GitHub's published allow-list",
      peer: "rehype-sanitize",
      version: await npmVersion("rehype-sanitize"),
      cases: 1,
    });
  });

  test("begins with its alert, which says the verdict in its first line", () => {
    const [first] = sanitized(tree()).children.filter(({ type }) => type === "element");
    expect(first).toMatchObject({ tagName: "blockquote" });
    const [alert] = elementsOf(parsed(shownHtml(sanitized(tree()))), "div");
    expect(String(alert?.properties["className"])).toContain("markdown-alert");
  });

  test("closes all it opens, leaves no text outside a block, and refers to nobody", async () => {
    const tokens = htmlTokens(pages.get(name) ?? "");
    expect(unclosed(tokens.filter(({ text }) => !text.startsWith("<!-- airworthy ")))).toBeNull();
    const outside = tree().children.filter((child) => child.type === "text" && child.value.trim() !== "");
    expect(outside).toEqual([]);
    expect(liveReferences(tokens)).toEqual([]);
    expect(elementsOf(tree(), "img")).toEqual([]);
    for (const { properties } of elementsOf(tree(), "a")) {
      expect(properties["href"]).toMatch(/^https:\/\/example\.com\/acme\/models\/(commit\/|actions\/runs\/)/);
    }
    conforms({
      area: "Reports",
      claim: "comments whose HTML is closed, and refers to nobody",
      peer: "cmark-gfm",
      version: await programVersion("cmark-gfm"),
      cases: 1,
    });
  });

  test("gives every fold a summary and something inside", () => {
    for (const fold of elementsOf(tree(), "details")) {
      const [summary, ...inside] = fold.children.filter(({ type }) => type === "element");
      expect(summary).toMatchObject({ tagName: "summary" });
      expect(summary === undefined ? "" : textOf(summary)).not.toBe("");
      expect(inside.length).toBeGreaterThan(0);
    }
  });
});
