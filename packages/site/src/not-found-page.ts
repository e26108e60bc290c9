import { PAGE_STYLE } from "@airworthy/report/page";
import { Html, html } from "./html.ts";
import type { SiteInput } from "./input.ts";
import { link } from "./page-parts.ts";

/**
 * What a server shows for an address that is none. It is shown at any depth, so that it can neither load the site's style
 * nor link to its pages relatively: it has its style with it, and a link where the site's address is known.
 */
export function notFoundPage({ title, address }: Pick<SiteInput, "title" | "address">): string {
  const home = address === null ? null : html`<p>${link(address, html`To the start of ${title}`)}</p>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${`Not found · ${title}`}</title>
<style>
${new Html(PAGE_STYLE)}
</style>
</head>
<body>
<header><h1>There is no such page</h1></header>
<main>
<p>The version may have been dropped from the history, or the address was cut. The start page of this site lists every model.</p>
${home}
</main>
</body>
</html>
`.markup;
}
