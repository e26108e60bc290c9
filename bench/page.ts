import { table } from "../build/readme-tables.ts";
import type { BenchRow } from "./bench-row.ts";
import type { BenchResult } from "./results.ts";

const HEAD = ["What", "Ours", "Against", "Ratio", "Least to most", "Runs", "Aim", "Reached"];
const README_HEAD = HEAD.filter((name) => name !== "Runs");

const INTRODUCTION = `# Benchmarks

What Airworthy takes, beside programs that do the same, and beside limits that it sets itself. \`npm run bench\` measures all of it and
writes this page and the README's table; \`npm run bench -- flags start-up\` measures two benchmarks anew and leaves the rest as it is;
\`npm run bench -- --list\` says how long each takes.

- Ours and the peers run in turn (ours, peer, ours, peer …), in the same run on the same machine. A figure is the median of the runs. A
  ratio is the median of the rounds' ratios, and beside it stand the least and the most of them.
- Beside a limit the ratio is that of ours to the limit.`;

/** The page of all results, in Markdown. */
export function benchmarksPage(results: readonly BenchResult[]): string {
  const sections = results.map(({ entry, machine, rows }) => {
    const note = entry.note === undefined ? [] : [entry.note];
    return [
      `## ${entry.title}`,
      ...note,
      `\`npm run bench -- ${entry.name}\`, on ${machine}:`,
      table(HEAD, rows.map(cellsOf)),
    ];
  });
  return `${[INTRODUCTION, ...sections.flat()].join("\n\n")}\n`;
}

/** The README's table: one row a peer. */
export function headlines(results: readonly BenchResult[]): string {
  const chosen = results.filter(({ rows }) => rows.some(isHeadline));
  const machines = new Set(chosen.map(({ machine }) => machine));
  const cells = chosen.flatMap(({ rows }) => rows.filter(isHeadline).map(cellsOf));
  const shown = cells.map((row) => row.filter((_, column) => HEAD[column] !== "Runs"));
  return `On ${[...machines].join(", and on ")}:\n\n${table(README_HEAD, shown)}`;
}

function isHeadline({ headline }: BenchRow): boolean {
  return headline === true;
}

/** Rows in columns, as a terminal shows them. */
export function benchText(rows: readonly BenchRow[]): string {
  const lines = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cellsOf({ what, ours, against, ratio, spread, runs, aim, reached }: BenchRow): string[] {
  return [what, ours, against, ratio, spread, runs.toLocaleString("en-US"), aim, reached ? "yes" : "no"];
}
