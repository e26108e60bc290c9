// Runs every benchmark of this folder, or those whose names are given, and prints one table.
//   npm run bench
//   npm run bench -- start-up compare-metrics
import { globSync } from "node:fs";
import { basename } from "node:path";
import { type BenchRow, isBenchmark } from "./bench-row.ts";

const names = globSync("*.ts", { cwd: import.meta.dirname })
  .map((file) => basename(file, ".ts"))
  .filter((name) => name !== "run" && name !== "bench-row")
  .sort();
const wanted = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const unknown = wanted.find((name) => !names.includes(name));
if (unknown !== undefined) {
  console.error(`${unknown} is no benchmark; there are ${names.join(", ")}`);
  process.exit(2);
}

const rows: BenchRow[] = [];
for (const name of wanted.length > 0 ? wanted : names) {
  console.error(`${name} …`);
  const loaded: unknown = await import(`./${name}.ts`);
  if (isBenchmark(loaded)) rows.push(...(await loaded.bench()));
}
console.log(table(rows));
process.exitCode = rows.every(({ reached }) => reached) ? 0 : 1;

/** An aligned table that is Markdown too. */
function table(all: readonly BenchRow[]): string {
  const head = ["What", "Ours", "Against", "Ratio", "Aim", "Reached"];
  const lines = [head, ...all.map((row) => [row.what, row.ours, row.against, row.ratio, row.aim, reachedWord(row)])];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  const format = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = widths.map((width) => "-".repeat(width));
  return [lines[0] ?? [], rule, ...lines.slice(1)].map(format).join("\n");
}

function reachedWord({ reached }: BenchRow): string {
  return reached ? "yes" : "no";
}
