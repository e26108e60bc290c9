import type { Block, Text } from "./block.ts";
import { CHART_STYLE } from "./charts/chart-style.ts";
import { pageBlock, toneClass } from "./page-block.ts";
import { pageBlocks } from "./page-blocks.ts";
import { pagePlace } from "./page-place.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { attributeText, htmlText } from "./page-text.ts";
import type { Notice } from "./report.ts";
import { inlinesOf } from "./text.ts";

/** Nothing may be loaded or sent, whatever a browser finds in the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/**
 * A report as one HTML page that needs nothing else: no request, no script; never above 500 kB. The first alert is its
 * heading, a last paragraph of soft text its footer; what lies between is the page.
 */
export function renderPage(report: Notice): string {
  const [first, ...others] = report.blocks;
  const opens = first?.kind === "alert";
  const body = opens ? others : report.blocks;
  const last = body.at(-1);
  const closes = last !== undefined && isSmallPrint(last);
  const content = pageBlocks(closes ? body.slice(0, -1) : body, pagePlace());
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${attributeText(report.title)}</title>
<style>
${PAGE_STYLE}
${CHART_STYLE}
</style>
</head>
<body>
${opens ? heading(first.lines, toneClass(first.tone)) : heading([report.title, report.headline], "same")}
<main>
${content}
</main>
${closes ? `<footer>${pageBlock(last)}</footer>` : ""}
</body>
</html>
`;
}

function heading(lines: readonly Text[], tone: string): string {
  const [title = "", ...more] = lines;
  const [lead = "", ...counts] = inlinesOf(title);
  const paragraphs = more.map((line) => `<p>${htmlText(line)}</p>`).join("");
  const rest = htmlText(counts).replace(/^ · /, "");
  const counted = rest === "" ? "" : `<p class="counts">${rest}</p>`;
  return `<header><div class="verdict ${tone}"><h1>${htmlText(lead)}</h1>${counted}${paragraphs}</div></header>`;
}

function isSmallPrint(block: Block): boolean {
  return (
    block.kind === "paragraph" && typeof block.text === "object" && "kind" in block.text && block.text.kind === "soft"
  );
}
