// Runs every benchmark of this folder, or those whose names are given, and prints one table.
//   npm run bench
//   npm run bench -- start-up compare-metrics
//   npm run bench -- --write   puts the table of all into the README too, and pages of their own into docs/benchmarks
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { basename, join } from "node:path";
import { table as markdownTable, replaceBetween } from "../build/readme-tables.ts";
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
const HEAD = ["What", "Ours", "Against", "Ratio", "Aim", "Reached"];
const cells = rows.map((row) => [row.what, row.ours, row.against, row.ratio, row.aim, row.reached ? "yes" : "no"]);
console.log(aligned([HEAD, ...cells]));
if (process.argv.includes("--write") && wanted.length === 0) writeReadme();
process.exitCode = rows.every(({ reached }) => reached) ? 0 : 1;

function aligned(lines: readonly (readonly string[])[]): string {
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}

function writeReadme(): void {
  const path = join(import.meta.dirname, "..", "README.md");
  const machine = `Node ${process.version}, ${process.platform}, ${availableParallelism()} × ${cpus()[0]?.model ?? "unknown processor"}:`;
  const generated = `${machine}\n\n${markdownTable(HEAD, cells)}`;
  writeFileSync(path, replaceBetween("bench", readFileSync(path, "utf8"), generated, path));
}
