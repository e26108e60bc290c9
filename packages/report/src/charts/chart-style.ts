/** How charts look in the page: its own colours; dashes and hollow shapes say the same as they do. */
export const CHART_STYLE = `
.chart { margin: 1.2rem 0; padding: 1rem 1.2rem; border: 1px solid var(--line); border-radius: 0.6rem; background: var(--sheet); break-inside: avoid; }
.chart > p, .legend { margin: 0.3rem 0 0.8rem; max-width: 75ch; color: var(--quiet); font-size: 0.92rem; }
figcaption { font-weight: 600; }
.legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; padding: 0; list-style: none; }
.legend li { margin: 0; } .legend svg { vertical-align: -0.1em; }
.drawn { display: block; max-width: 100%; height: auto; overflow: visible; font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif; font-variant-numeric: tabular-nums; }
.legend .drawn { display: inline-block; }
.chart { container-type: inline-size; }
.inside > .chart { margin: 0.6rem 0 0.4rem; padding: 0; border: 0; }
.narrow { display: none; width: min(100%, 27rem); }
@container (max-width: 40rem) { .wide { display: none; } .narrow { display: block; } }
.drawn text { white-space: pre; } .drawn .label { fill: var(--ink); font-weight: 550; }
.drawn .tick, .drawn .value { fill: var(--quiet); }
.drawn .grid { stroke: var(--line); } .drawn .zero { stroke: var(--quiet); stroke-width: 1.5; }
.under-one { stroke-dasharray: 0 20 20 10; } .under-two { stroke-dasharray: 0 40 20 10; }
.drawn .candidate { stroke: var(--link); stroke-width: 2; } .drawn .solid { fill: var(--link); }
.drawn .baseline { stroke: var(--quiet); stroke-width: 2; } .drawn .hollow { fill: var(--sheet); }
.drawn .bar.candidate { stroke: none; } .drawn .bar.baseline, .drawn rect.baseline { stroke-width: 1; }
.drawn .curve { fill: none; } .drawn .baseline.curve { stroke-dasharray: 7 4; }
.drawn .reach { stroke: var(--quiet); stroke-width: 1.5; }
.drawn .ideal { stroke: var(--quiet); stroke-width: 1.5; stroke-dasharray: 1 4; stroke-linecap: round; fill: none; }
.drawn .limit { stroke: var(--bad); stroke-width: 2; stroke-dasharray: 3 2; }
`.trim();
