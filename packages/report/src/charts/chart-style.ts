/** How charts look in the page: its own colours; dashes and hollow shapes say the same as they do. */
export const CHART_STYLE = `
.chart { margin: 1.2rem 0; padding: 1rem 1.2rem; border: 1px solid var(--line); border-radius: 0.6rem; background: var(--sheet); break-inside: avoid; }
.chart > p, .legend { margin: 0.3rem 0 0.8rem; max-width: 75ch; color: var(--quiet); font-size: 0.92rem; }
figcaption { font-weight: 600; }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; padding: 0; list-style: none; }
.legend li { margin: 0; } .legend svg { vertical-align: -0.1em; }
.drawn { display: inline-block; max-width: 44rem; overflow: visible; font-size: 13px; font-variant-numeric: tabular-nums; }
.square { width: min(100%, 27rem); height: auto; font-size: 11.5px; }
@media (max-width: 44rem) { .square { font-size: 15px; } }
.chart > .drawn { display: block; }
.drawn text { fill: var(--ink); }
.drawn .tick, .drawn .value { fill: var(--quiet); } .drawn .label { font-weight: 550; }
.middle { text-anchor: middle; } .end { text-anchor: end; }
.grid { stroke: var(--line); } .zero { stroke: var(--quiet); stroke-width: 1.5; }
.drawn .candidate { stroke: var(--link); stroke-width: 2; } .drawn .solid { fill: var(--link); }
.drawn .baseline { stroke: var(--quiet); stroke-width: 2; } .drawn .hollow { fill: var(--sheet); }
.drawn rect.baseline { stroke-width: 1; }
.drawn .curve { fill: none; } .drawn .baseline.curve { stroke-dasharray: 7 4; }
.ideal { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 1 4; stroke-linecap: round; fill: none; }
.limit { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 3 2; }
`.trim();
