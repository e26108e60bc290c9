// How often each rule of compare-metrics is wrong, by simulation: false alarms where nothing changed, coverage of the intervals,
// power against a loss, and the words that the report would say. Seeded: the same table on every machine.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { table } from "../build/readme-tables.ts";
import type { BenchRow } from "./bench-row.ts";
import { SCENARIOS } from "./operating-characteristics/scenarios.ts";
import { ALPHA, type Characteristics, type Rate, simulate } from "./operating-characteristics/simulate.ts";

const ROWS = [50, 200, 1000];
const WORDS = ["regression", "possible-regression", "insufficient-evidence", "stable", "improvement"] as const;

const HEAD = ["Rule", "Loss", "Rows", "p <= 5 %", "(95 %)", "Covered", "(95 %)", ...WORDS];
const PAGE = join(import.meta.dirname, "..", "docs", "benchmarks", "operating-characteristics.md");

/** A line for each rule. The whole table, with power and words, goes to the console, and but with --print to its page. */
export async function bench(): Promise<BenchRow[]> {
  console.log(line(HEAD));
  const rows: BenchRow[] = [];
  const lines: string[][] = [];
  for (const scenario of SCENARIOS) {
    const all: Characteristics[] = [];
    for (const hasLoss of [false, true]) {
      for (const count of ROWS) {
        const found = await simulate(scenario, count, hasLoss);
        all.push(found);
        const cells = [scenario.name, hasLoss ? scenario.loss : "none", ...cellsOf(found, scenario.comparisons)];
        lines.push(cells);
        console.log(line(cells));
      }
    }
    rows.push(rowOf(scenario.name, scenario.comparisons, all));
  }
  if (!process.argv.includes("--print")) writeFileSync(PAGE, `${INTRODUCTION}\n${table(HEAD, lines)}\n`);
  return rows;
}

const INTRODUCTION = `# Operating characteristics

How often the rules of [compare-metrics](../comparing-versions.md) are wrong, by simulation in worlds whose truth is known: 3,000
comparisons a line, 1,000 of macro-F1, 500 of p95. \`npm run bench -- operating-characteristics\` makes this page anew; it is
seeded, and so the same on every machine.

- Where the loss is "none", \`p <= 5 %\` counts false alarms, which should be at most 5 %; else it is the power.
- Covered is how often the 95 % interval holds the true difference: it should be at least 95 %.
- The interval behind each is the simulation's own. The last columns are what the report would say, before any correction for
  several metrics but in the rule that has one.

Student's t of drawn metrics keeps its level from 50 rows on; the quantiles of the draws, BCa's most of all, do not on few rows, and
are there to be asked for. With few clusters the robust error is too small, which is why under 30 clusters nothing is concluded.
`;

/**
 * False alarms are those without a loss; of the coverage with and without one the lesser is told. Reached where no rate is
 * beyond its aim by more than chance: no Monte Carlo interval lies wholly beyond.
 */
function rowOf(name: string, comparisons: number, all: readonly Characteristics[]): BenchRow {
  const alarms = all.filter(({ hasLoss }) => !hasLoss).map(({ significant }) => significant);
  const covered = ROWS.map((rows) => leastCovered(all.filter((one) => one.rows === rows)));
  const [worst] = alarms.toSorted((a, b) => b.share - a.share);
  if (worst === undefined) throw new Error("nothing was simulated without a loss");
  return {
    what: `${name}; ${ROWS.map((rows) => rows.toLocaleString("en-US")).join(", ")} rows`,
    ours: `false alarms ${joined(alarms)}; coverage ${joined(covered)}`,
    against: `alpha ${percent(ALPHA)}`,
    ratio: `${(worst.share / ALPHA).toFixed(2)} of alpha`,
    runs: comparisons,
    spread: `${(worst.low / ALPHA).toFixed(2)} to ${(worst.high / ALPHA).toFixed(2)}`,
    aim: `at most ${percent(ALPHA)}; at least ${percent(1 - ALPHA)}`,
    reached: alarms.every(({ low }) => low <= ALPHA) && covered.every(({ high }) => high >= 1 - ALPHA),
  };
}

function leastCovered(some: readonly Characteristics[]): Rate {
  const [least] = some.map(({ covered }) => covered).sort((a, b) => a.share - b.share);
  if (least === undefined) throw new Error("nothing was simulated");
  return least;
}

function cellsOf({ rows, significant, covered, words }: Characteristics, comparisons: number): string[] {
  const within = ({ low, high }: Rate) => `${percent(low)} to ${percent(high)}`;
  const said = WORDS.map((word) => percent((words.get(word) ?? 0) / comparisons));
  return [
    String(rows),
    percent(significant.share),
    within(significant),
    percent(covered.share),
    within(covered),
    ...said,
  ];
}

function joined(rates: readonly Rate[]): string {
  return `${rates.map(({ share }) => (100 * share).toFixed(1)).join(", ")} %`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function line(cells: readonly string[]): string {
  const widths = [44, 22, 5, 8, 16, 8, 16, ...WORDS.map((word) => word.length)];
  return cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
}
