import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { replaceBetween } from "../build/readme-tables.ts";
import { BENCHES } from "./catalogue.ts";
import { benchmarksPage, headlines } from "./page.ts";
import { readResults } from "./results.ts";

const ROOT = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

test("docs/benchmarks.md is what the last runs found", () => {
  expect(read("docs/benchmarks.md")).toBe(benchmarksPage(readResults()));
});

test("the README's table is what they found beside each peer", () => {
  const readme = read("README.md");
  expect(readme).toBe(replaceBetween("bench", readme, headlines(readResults()), "README.md"));
});

test("every benchmark of the folder is in the catalogue, and every result one of its", () => {
  const exporting = globSync("*.ts", { cwd: import.meta.dirname }).filter((file) =>
    /^export async function bench\(/m.test(read(`bench/${file}`)),
  );
  const names = BENCHES.map(({ name }) => name).toSorted();
  expect(exporting.map((file) => basename(file, ".ts")).toSorted()).toEqual(names);
  const results = globSync("docs/benchmarks/results/*.json", { cwd: ROOT }).map((file) => basename(file, ".json"));
  expect(results.filter((name) => !names.includes(name))).toEqual([]);
  expect(results.length).toBeGreaterThan(5);
});
