import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { mermaidLibrary } from "../../test/interop/mermaid/draw-diagrams.ts";
import { cmarkHtml } from "../../test/interop/reports/cmark.ts";
import { parsed, sanitized, shownHtml } from "../../test/interop/reports/github-html.ts";

/** The version that GitHub draws with. */
const MERMAID = "11.16.0";

/** What stands around a comment on GitHub, for both colour schemes. */
const AROUND = `
  body { margin: 0; background: #fff; font-family: system-ui, sans-serif }
  .comment { border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden }
  .comment header { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: 8px 16px; font-size: 14px; color: #59636e }
  .comment header b { color: #1f2328 }
  .comment .markdown-body { padding: 16px; font-size: 14px }
  main { padding: 8px }
  @media (prefers-color-scheme: dark) {
    body { background: #0d1117 }
    .comment { border-color: #3d444d }
    .comment header { background: #151b23; border-color: #3d444d; color: #9198a1 }
    .comment header b { color: #f0f6fc }
  }`;

/** A comment's Markdown as GitHub shows it, as a page of its own. */
export async function commentPage(markdown: string): Promise<string> {
  const [html = ""] = await cmarkHtml([markdown]);
  const style = await readFile(
    createRequire(import.meta.url).resolve("github-markdown-css/github-markdown.css"),
    "utf8",
  );
  return `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${style}${AROUND}</style>
    <main><div class="comment"><header><b>github-actions</b> bot commented</header>
    <div class="markdown-body">${shownHtml(sanitized(parsed(html)))}</div></div></main>`;
}

/** Opens a page's first folds and has Mermaid draw its diagrams, as GitHub does. */
export async function openFirstFolds(page: Page, count: number): Promise<void> {
  await page.addScriptTag({ path: await mermaidLibrary(MERMAID) });
  await page.evaluate(`(async () => {
    for (const fold of [...document.querySelectorAll("details")].slice(0, ${count})) fold.open = true;
    mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
    for (const [index, code] of [...document.querySelectorAll("code.language-mermaid")].entries()) {
      const { svg } = await mermaid.render("drawn" + index, code.textContent);
      code.parentElement.innerHTML = svg;
    }
  })()`);
}
