import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildDist } from "../build/build-dist.ts";
import type { BenchRow } from "./bench-row.ts";
import { interleaved } from "./interleaved.ts";
import { median, spreadOf, told } from "./spread.ts";

const ROUNDS = 15;
const LIMIT_MS = 150;
const LIMIT_BYTES = 3_500_000;
const DIST = resolve(import.meta.dirname, "..", "dist");
const VERBS = ["package-model", "test-behavior", "compare-metrics", "post-report"];

/** Each action's start to its first log line, above that of a Node that does nothing else; and the size of what is shipped. */
export async function bench(): Promise<BenchRow[]> {
  await buildDist(DIST);
  const subjects = VERBS.map((verb) => ({ name: verb, argv: [join(DIST, `${verb}.js`)], line: `Airworthy ${verb} ` }));
  const bare = { name: "bare", argv: ["--eval", "console.log('ready')"], line: "ready" };
  const contenders = [bare, ...subjects].map(({ name, argv, line }) => [name, () => timeToLine(argv, line)] as const);
  // The first round fills the file system's cache.
  const times: Record<string, number[]> = await interleaved(ROUNDS, Object.fromEntries(contenders), 1);
  const rows = subjects.map(({ name }): BenchRow => {
    const [own, bareNode] = [times[name] ?? [], times["bare"] ?? []];
    const above = spreadOf(own.map((ms, round) => ms - (bareNode[round] ?? Number.NaN)));
    return {
      what: `${name}: start to first line`,
      ours: `${median(own).toFixed(0)} ms`,
      against: `bare Node ${process.version}, ${median(bareNode).toFixed(0)} ms`,
      ratio: `+${above.median.toFixed(0)} ms`,
      ...told(above, 0),
      aim: `at most +${LIMIT_MS} ms`,
      reached: above.median <= LIMIT_MS,
      ...(name === "compare-metrics" ? { headline: true } : {}),
    };
  });
  return [...rows, await sizeRow()];
}

async function timeToLine(argv: readonly string[], line: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, argv, { cwd: tmpdir(), env: { PATH: process.env["PATH"] } });
  const ms = await lineSeen(child, line).then(() => performance.now() - started);
  child.stdout.resume();
  child.stderr.resume();
  if (child.exitCode === null) await once(child, "close");
  return ms;
}

async function lineSeen(child: ChildProcessWithoutNullStreams, line: string): Promise<void> {
  let text = "";
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += chunk;
    if (text.startsWith(line) || text.includes(`\n${line}`)) return;
  }
  throw new Error(`no line starts with ${JSON.stringify(line)} in:\n${text}`);
}

async function sizeRow(): Promise<BenchRow> {
  const names = (await readdir(DIST)).filter((name) => name.endsWith(".js"));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(DIST, name))).size));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return {
    what: `dist, ${names.length} scripts`,
    ours: `${(bytes / 1e6).toFixed(2)} MB`,
    against: `${LIMIT_BYTES / 1e6} MB allowed`,
    ratio: (bytes / LIMIT_BYTES).toFixed(2),
    ...told(spreadOf([bytes]), 0),
    aim: `under ${LIMIT_BYTES / 1e6} MB`,
    reached: bytes < LIMIT_BYTES,
  };
}
