import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { holdTheDocs, tally } from "./count/tally.ts";
import { GOOD_RUNS } from "./good-runs/index.ts";
import { judge } from "./judge.ts";
import { choose } from "./world/choose.ts";
import { controlOf, perform } from "./world/control.ts";
import { hastenTimers } from "./world/hasten-timers.ts";
import { inTurns } from "./world/in-turns.ts";
import { runInProcess } from "./world/run-in-process.ts";
import { type AtWrite, watchWrites } from "./world/unreliable-disk.ts";

/** Writes of a run that fail in turn, and outputs whose places are taken. */
const MOST_WRITES = 8;
const MOST_PLACES = 4;
const TOGETHER = 4;
/** As Linux words them: https://man7.org/linux/man-pages/man3/errno.3.html */
const ERRORS = {
  ENOSPC: "no space left on device",
  EDQUOT: "disk quota exceeded",
  EIO: "i/o error",
  EROFS: "read-only file system",
  EACCES: "permission denied",
} as const;
const NAMES =
  /ENOSPC|EDQUOT|EIO|EROFS|EACCES|space|quota|i\/o error|read-only|permission|cannot be (?:written|kept)|cannot write|Not recorded yet/i;
const FAULTS = Object.keys(ERRORS).length + 2;

hastenTimers(20);

describe("a disk that takes no more", () => {
  for (const run of GOOD_RUNS) {
    test(`is said by ${run.name}, which leaves no half of a file`, async () => {
      const count = await writesOf(run);
      const writes = choose(count, MOST_WRITES, run.name);
      const cases = [
        ...writes.map((at) => ["ENOSPC", at] as const),
        ...(["EDQUOT", "EIO", "EROFS", "EACCES"] as const).flatMap((code) =>
          writes.slice(0, 1).map((at) => [code, at] as const),
        ),
      ];
      const problems = await inTurns(TOGETHER, cases, async ([code, at]) => {
        const { seen, path } = await withBrokenDisk(run, code, at);
        return await judge(run, { name: `${code} at write ${at + 1}, ${path}`, names: NAMES }, seen);
      });
      tally("disks", run.verb, cases.length, FAULTS);
      expect(problems.flat()).toEqual([]);
    });

    test(`has no place for what ${run.name} writes`, async () => {
      const { writes, before } = await controlOf(run);
      const fresh = [...writes.keys()].filter((path) => !before.has(path) && !path.includes("/blobs/"));
      const cases = choose(fresh.length, MOST_PLACES, run.name).flatMap((index) => {
        const path = fresh[index] ?? "";
        const folder = dirname(path);
        const isThere = folder === "." || [...before.keys()].some((other) => other.startsWith(`${folder}/`));
        return [{ path, kind: "a folder" }, ...(isThere ? [] : [{ path: folder, kind: "a file" }])];
      });
      const problems = await inTurns(TOGETHER, cases, async ({ path, kind }) => {
        const seen = await perform(run, { before: (folder) => takePlace(join(folder, path), kind) });
        const names = new RegExp(`${path.split("/")[0]}|EISDIR|ENOTDIR|EEXIST|not a folder|is a folder`);
        return await judge(run, { name: `${kind} at ${path}`, names }, seen);
      });
      tally("disks", run.verb, cases.length, FAULTS);
      expect(problems.flat()).toEqual([]);
    });
  }
});

holdTheDocs("disks");

async function writesOf(run: (typeof GOOD_RUNS)[number]): Promise<number> {
  let count = 0;
  await perform(
    run,
    watched(async () => void count++),
  );
  return count;
}

async function withBrokenDisk(run: (typeof GOOD_RUNS)[number], code: keyof typeof ERRORS, at: number) {
  let where = "";
  const seen = await perform(
    run,
    watched(async ({ number, path, halfDone }) => {
      if (number !== at) return;
      where = path;
      if (code === "ENOSPC") await halfDone();
      throw Object.assign(new Error(`${code}: ${ERRORS[code]}, write '${path}'`), { code, syscall: "write", path });
    }),
  );
  return { seen, path: where };
}

/** The run, its writes watched. */
function watched(atWrite: AtWrite): Parameters<typeof perform>[1] {
  return {
    async run(start) {
      using _watch = watchWrites(start.cwd, atWrite);
      return await runInProcess(start);
    },
  };
}

async function takePlace(path: string, kind: string): Promise<void> {
  if (kind === "a folder") return void (await mkdir(join(path, "taken"), { recursive: true }));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, "taken");
}
