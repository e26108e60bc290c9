/**
 * Reports as HTML. This has an entry of its own because its charts are drawn by Observable Plot, which takes 30 ms to load:
 * a verb imports it when it writes a page.
 */
export { CHART_STYLE } from "./charts/chart-style.ts";
export { pageBlock } from "./page-block.ts";
export { pagePlace } from "./page-place.ts";
export { PAGE_STYLE } from "./page-style.ts";
export { escapeHtml } from "./page-text.ts";
export { renderPage } from "./render-page.ts";
