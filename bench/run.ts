// Runs every benchmark, or those whose names are given; prints their table, and writes docs/benchmarks.md and the README's table.
//   npm run bench
//   npm run bench -- start-up compare-metrics   replaces what these found before
//   npm run bench -- --print start-up           writes nothing
//   npm run bench -- --render                   writes the page of what was found before
//   npm run bench -- --list                     says what there is, and about how long each takes
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceBetween } from "../build/readme-tables.ts";
import { type BenchRow, isBenchmark } from "./bench-row.ts";
import { BENCHES } from "./catalogue.ts";
import { benchmarksPage, benchText, headlines } from "./page.ts";
import { readResults, writeResult } from "./results.ts";

const ROOT = join(import.meta.dirname, "..");
const OPTIONS = ["--list", "--print", "--render"];

const given = process.argv.slice(2);
const names = BENCHES.map(({ name }) => name);
const unknown = given.find((word) => !names.includes(word) && !OPTIONS.includes(word));
if (unknown !== undefined) {
  console.error(`${unknown} is no benchmark and no option; there are ${[...names, ...OPTIONS].join(", ")}`);
  process.exit(2);
}

if (given.includes("--list")) {
  for (const { name, title, minutes } of BENCHES) console.log(`${name.padEnd(34)}${title}, about ${minutes} min`);
} else if (given.includes("--render")) writePages();
else process.exitCode = (await measure(!given.includes("--print"))) ? 0 : 1;

/**
 * Whether every aim was reached. Each benchmark is written when it is done: what a later one breaks is not lost. One that cannot be
 * measured, as where a peer cannot be installed, leaves what it found before.
 */
async function measure(isWritten: boolean): Promise<boolean> {
  const wanted = names.filter((name) => given.includes(name));
  const all: BenchRow[] = [];
  const failed: string[] = [];
  for (const name of wanted.length > 0 ? wanted : names) {
    console.error(`${name} …`);
    const loaded: unknown = await import(`./${name}.ts`);
    if (!isBenchmark(loaded)) throw new Error(`bench/${name}.ts exports no bench`);
    try {
      const rows = await loaded.bench();
      all.push(...rows);
      if (isWritten) {
        writeResult(name, rows);
        writePages();
      }
    } catch (error) {
      failed.push(name);
      console.error(`${name} could not be measured, and what it found before stays:`, error);
    }
  }
  console.log(benchText(all));
  if (failed.length > 0) console.log(`Not measured: ${failed.join(", ")}`);
  return failed.length === 0 && all.every(({ reached }) => reached);
}

function writePages(): void {
  const results = readResults();
  writeFileSync(join(ROOT, "docs", "benchmarks.md"), benchmarksPage(results));
  const readme = join(ROOT, "README.md");
  writeFileSync(readme, replaceBetween("bench", readFileSync(readme, "utf8"), headlines(results), readme));
}
