import { CHART_STYLE, PAGE_STYLE } from "@airworthy/report/page";

/** What the site has beside the report's page; its colours and tables are that page's. */
const SITE_STYLE = `
.site .bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.6rem 2rem; margin-block: clamp(0.8rem, 2vw, 1.4rem); }
.site main { min-height: 60vh; } .site main:focus { outline: none; }
.site h1 { margin: 0.4rem 0 0.6rem; }
.site .verdict { margin-top: 0.4rem; } .site .verdict h1 { color: var(--ink); }
.skip { position: absolute; left: 1rem; top: -4rem; padding: 0.5rem 1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: 0.4rem; }
.skip:focus { top: 0.5rem; z-index: 2; }
.crumbs { display: flex; flex-wrap: wrap; gap: 0.2rem 0; margin: 0; padding: 0; list-style: none; }
.crumbs li { margin: 0; } .crumbs li + li::before { content: "/"; padding-inline: 0.55rem; color: var(--quiet); }
.crumbs [aria-current] { color: var(--quiet); }
.search { position: relative; display: flex; align-items: center; gap: 0.6rem; }
.search:empty { display: none; }
.search label { color: var(--quiet); font-size: 0.92rem; }
.search input { width: min(18rem, 60vw); padding: 0.4rem 0.7rem; border: 1px solid color-mix(in srgb, var(--quiet) 70%, var(--line)); border-radius: 0.5rem; background: var(--sheet); color: inherit; font: inherit; font-size: 0.95rem; }
#search-results { position: absolute; z-index: 1; top: calc(100% + 0.3rem); right: 0; width: min(30rem, 100vw - 2rem); max-height: 70vh; margin: 0; padding: 0.3rem; overflow-y: auto; list-style: none; border: 1px solid var(--line); border-radius: 0.6rem; background: var(--sheet); box-shadow: 0 0.6rem 2rem rgb(0 0 0 / 0.18); }
#search-results li { margin: 0; }
#search-results a { display: flex; justify-content: space-between; gap: 1rem; padding: 0.45rem 0.7rem; border-radius: 0.4rem; text-decoration: none; }
#search-results a:hover, #search-results a:focus { background: color-mix(in srgb, var(--link) 10%, transparent); }
#search-results a:focus-visible { outline-offset: -2px; }
#search-results small { flex: none; }
#search-results .none { padding: 0.45rem 0.7rem; color: var(--quiet); }
.quiet { color: var(--quiet); }
.lead { font-size: 1.05rem; }
.badge { color: var(--tone); font-weight: 600; }
.digest { font-size: 0.8rem; }
td .whole { overflow-wrap: break-word; }
.facts { display: grid; gap: 0.5rem 2rem; margin: 1.2rem 0; }
.facts div { display: grid; grid-template-columns: 9rem 1fr; gap: 0 1rem; align-items: baseline; }
.facts dt { color: var(--quiet); font-size: 0.92rem; } .facts dd { margin: 0; }
.contents ul, .parts { display: flex; flex-wrap: wrap; gap: 0.3rem 1.3rem; margin: 1.2rem 0; padding: 0; list-style: none; }
.contents li, .parts li { margin: 0; }
.metric { font-variant-numeric: tabular-nums; } .metric > span { color: var(--quiet); } .metric small { white-space: nowrap; }
.site .list tbody td[data-title]:not(.right), .site .list tbody th { min-width: 5.5rem; } .list td:last-child { padding-right: 1.1rem; }
@media (min-width: 44rem) {
  .metrics { display: grid; grid-template-columns: repeat(3, max-content) 1fr; gap: 0 0.7rem; align-items: baseline; } .metric { display: contents; }
  td .badge, .list time, .digest.short { white-space: nowrap; }
}
.spark { vertical-align: -0.15em; overflow: visible; }
.spark polyline { fill: none; stroke: var(--link); stroke-width: 1.5; stroke-linejoin: round; } .spark circle { fill: var(--link); }
.trends { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: 0 1.2rem; }
.trends .chart { min-width: 0; }
.card { padding: 0.2rem 1.4rem 0.8rem; border: 1px solid var(--line); border-radius: 0.6rem; background: var(--sheet); } .card h3 { margin-top: 1.2rem; }
@media (max-width: 44rem) {
  .search { width: 100%; } .search input { width: auto; flex: 1; min-width: 0; }
  .facts div { grid-template-columns: 1fr; }
  .site tbody th { grid-column: 1 / -1; }
  .site tbody td[data-title] { grid-column: 1 / -1; padding-left: 6.5rem !important; text-indent: -6.5rem; }
  .site tbody td[data-title]::before { min-width: 6.5rem; }
  .site tbody td > * { text-indent: 0; }
}
@media print {
  .site .bar, .skip, .contents, .parts { display: none; }
  pre { overflow: visible; white-space: pre-wrap; }
  a { text-decoration: none; }
}
`.trim();

/** The style of every page, in one file. */
export const STYLE = `${PAGE_STYLE}\n${CHART_STYLE}\n${SITE_STYLE}\n`;
