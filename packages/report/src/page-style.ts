/** The page's whole style: nothing is fetched, light and dark follow the reader's choice, paper gets everything open. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --sheet: #ffffff; --line: #d9dee5; --ink: #1c2128; --quiet: #57606a; --link: #0b5cad;
  --bad: #b42318; --watch: #8a5300; --good: #176f30; --unknown: #6639ba; --same: #57606a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1217; --sheet: #161b22; --line: #30373f; --ink: #e6e9ee; --quiet: #9aa4b1; --link: #79b8ff;
    --bad: #ff7b72; --watch: #e3b341; --good: #56d364; --unknown: #c297ff; --same: #9aa4b1;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink); overflow-wrap: anywhere;
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
}
header, main, footer { width: min(68rem, 100% - 2rem); margin-inline: auto; }
header { margin-top: clamp(1rem, 4vw, 3rem); }
h1 { margin: 0; font-size: clamp(1.35rem, 1rem + 1.8vw, 2rem); line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; }
h1 { color: var(--tone); } h1 strong { font-weight: inherit; }
h2 { margin: 2.2rem 0 0.8rem; font-size: 1.2rem; line-height: 1.3; }
h3 { margin: 1.6rem 0 0.6rem; font-size: 1.05rem; }
p { margin: 0.8rem 0; }
ul { padding-left: 1.4rem; }
li { margin: 0.35rem 0; }
a { color: var(--link); text-underline-offset: 0.15em; }
small { color: var(--quiet); font-size: 0.875em; }
code, pre { font-family: ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace; }
code { padding: 0.1em 0.35em; border-radius: 0.35em; background: color-mix(in srgb, var(--ink) 8%, transparent); font-size: 0.86em; }
pre { margin: 0.8rem 0; padding: 0.8rem 1rem; border: 1px solid var(--line); border-radius: 0.6rem; background: var(--ground); overflow-x: auto; line-height: 1.45; }
pre code { padding: 0; background: none; overflow-wrap: normal; }
.bad { --tone: var(--bad); } .watch { --tone: var(--watch); } .good { --tone: var(--good); }
.unknown { --tone: var(--unknown); } .same { --tone: var(--same); }
.verdict, .alert {
  padding: 0.9rem 1.2rem; border: 1px solid color-mix(in srgb, var(--tone) 35%, var(--line)); border-left: 0.35rem solid var(--tone);
  border-radius: 0.6rem; background: color-mix(in srgb, var(--tone) 7%, var(--sheet));
}
.verdict { padding: clamp(1.1rem, 3vw, 1.8rem) clamp(1.1rem, 3vw, 2rem); }
.verdict p { margin: 0.7rem 0 0; font-size: 1.06rem; max-width: 75ch; text-wrap: pretty; }
.verdict .counts { margin-top: 0.25rem; font-weight: 600; }
.alert > :first-child { margin-top: 0; } .alert > :last-child { margin-bottom: 0; }
.mark {
  display: inline-grid; place-items: center; width: 1.5em; height: 1.5em; border-radius: 50%; font-size: 0.8em; font-weight: 700; line-height: 1;
  color: var(--tone); background: color-mix(in srgb, var(--tone) 15%, transparent);
}
.frame { margin: 1.2rem 0; overflow-x: auto; border: 1px solid var(--line); border-radius: 0.6rem; background: var(--sheet); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.6rem 0.8rem; text-align: left; vertical-align: baseline; border-top: 1px solid var(--line); }
th:first-child, td:first-child { padding-left: 1.1rem; } th:last-child, td:last-child { padding-right: 1.1rem; }
thead th { border-top: 0; color: var(--quiet); font-size: 0.82rem; font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 550; min-width: 10rem; }
tbody td[data-title]:not(.right) { min-width: 9.5rem; }
td small { overflow-wrap: break-word; }
.right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
details { margin: 0.7rem 0; border: 1px solid var(--line); border-radius: 0.6rem; background: var(--sheet); }
summary { padding: 0.7rem 1.1rem; font-weight: 600; cursor: pointer; }
summary::marker { color: var(--quiet); }
.inside { padding: 0 1.1rem 0.6rem; }
.inside > .frame { margin: 0.2rem -1.1rem -0.6rem; border-width: 1px 0 0; border-radius: 0 0 0.6rem 0.6rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
footer { margin-block: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.95rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 44rem) {
  .frame { overflow-x: visible; }
  table, tbody { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody tr { display: grid; grid-template-columns: auto 1fr; column-gap: 0.8rem; padding: 0.8rem 1.1rem; border-top: 1px solid var(--line); }
  tbody tr:first-child { border-top: 0; }
  tbody th, tbody td { display: block; min-width: 0 !important; padding: 0.1rem 0 !important; border: 0; }
  tbody td[data-title] { padding-left: 4.6rem !important; text-indent: -4.6rem; }
  tbody .right { text-align: left; white-space: normal; }
  tbody td:empty { display: none; }
  tbody th, tbody td[data-title] { grid-column: 2; }
  tbody td:not([data-title]) + th { grid-row: 1; }
  tbody td[data-title]::before { content: attr(data-title) " "; display: inline-block; min-width: 4.6rem; text-indent: 0; color: var(--quiet); font-size: 0.85rem; }
}
@media print {
  :root { --ground: #ffffff; --sheet: #ffffff; --line: #bbbbbb; --ink: #000000; --quiet: #444444; --link: #000000;
    --bad: #b42318; --watch: #8a5300; --good: #176f30; --unknown: #6639ba; --same: #444444; }
  body { font-size: 10pt; }
  header, main, footer { width: 100%; }
  tr, .verdict { break-inside: avoid; }
  .frame { overflow: visible; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
}
`.trim();
