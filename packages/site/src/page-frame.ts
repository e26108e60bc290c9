import { safeHref } from "@airworthy/report";
import { type Html, html } from "./html.ts";
import type { SiteInput } from "./input.ts";
import { link, minute } from "./page-parts.ts";

/** Nothing is loaded from elsewhere, nothing is sent, no script runs but the site's own. */
const POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'";

/** Files that every page uses, in the site's own folder. */
export const STYLE_FILE = "style.css";
export const SEARCH_FILE = "search.js";
export const INDEX_FILE = "search-index.js";

/** A step on the way from the start page to a page; the path is the site's own, null for the page itself. */
interface Crumb {
  readonly text: string;
  readonly path: string | null;
}

export interface Page {
  /** From the site's folder, such as "models/review-sentiment/index.html". */
  readonly path: string;
  readonly title: string;
  /** The way here, without the start page; empty on that. */
  readonly crumbs: readonly Crumb[];
  readonly content: Html;
}

type Frame = Pick<SiteInput, "title" | "tool" | "now" | "repository">;

/** A page as text: everything but its content. All links within the site are relative, so that it works wherever it is put. */
export function pageText(page: Page, site: Frame): string {
  const root = rootFrom(page.path);
  const home: Crumb = { text: site.title, path: page.crumbs.length === 0 ? null : "index.html" };
  const crumbs = [home, ...page.crumbs].map(({ text, path }) =>
    path === null
      ? html`<li><span aria-current="page">${text}</span></li>`
      : html`<li><a href="${root}${path}">${text}</a></li>`,
  );
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title === site.title ? site.title : `${page.title} · ${site.title}`}</title>
<link rel="stylesheet" href="${root}${STYLE_FILE}">
<script defer src="${root}${SEARCH_FILE}" data-root="${root}" data-index="${root}${INDEX_FILE}"></script>
</head>
<body class="site">
<a class="skip" href="#content">Skip to the content</a>
<header class="bar">
<nav aria-label="Where you are"><ol class="crumbs">${crumbs}</ol></nav>
<div class="search" id="search"></div>
</header>
<main id="content" tabindex="-1">
${page.content}
</main>
<footer><p>Built ${minute(site.now)} by ${site.tool.name} ${site.tool.version}${sourceOf(site)}. Every page is made from evidence files; nothing is loaded from elsewhere.</p></footer>
</body>
</html>
`.markup;
}

/** The way from a page to the site's folder: "" or "../../". */
export function rootFrom(path: string): string {
  return "../".repeat(path.split("/").length - 1);
}

function sourceOf({ repository }: Frame): Html | null {
  if (repository === null || safeHref(repository) === null) return null;
  return html` from ${link(repository, repository.replace(/^https?:\/\//, ""))}`;
}
