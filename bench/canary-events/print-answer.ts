import type { Cell } from "@airworthy/signals";

/** Prints what was found, since when and in how much memory, as one line of JSON. */
export function printAnswer(started: number, cells: readonly Cell[]): void {
  const seconds = (performance.now() - started) / 1000;
  const rows = cells.map(({ metric, group, arm, sums: { units, sum, squares }, counts }) => ({
    of: [metric, arm, group?.value ?? "all"].join(" "),
    numbers: [units, sum, squares, ...(counts ?? [])],
  }));
  const bytes = 1024 * process.resourceUsage().maxRSS;
  console.log(JSON.stringify({ seconds, megabytes: bytes / 1e6, rows }));
}
