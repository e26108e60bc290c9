import { renameSync, truncateSync, writeFileSync } from "node:fs";
import { mkdtempDisposable, open, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonLines } from "../../../../test/harness/canary/event-tables.ts";
import { signalWorld } from "../../../../test/harness/canary/signal-world.ts";
import { worldQuery } from "../../../../test/harness/canary/world-query.ts";
import { BlockReader } from "./block-reader.ts";
import { eventFiles } from "./event-files.ts";

const NO_TABLES = { exposures: null, outcomes: null };

/** The answer with each number of threads. */
async function collectAll(exposures: string, outcomes: string): Promise<PromiseSettledResult<unknown>[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-blocks-"));
  const [first, second] = ["exposures.jsonl", "outcomes.jsonl"].map((name) => ({
    path: join(folder.path, name),
    name,
  }));
  if (first === undefined || second === undefined) throw new Error("no files");
  await writeFile(first.path, exposures);
  await writeFile(second.path, outcomes);
  return await Promise.allSettled(
    [1, 2, 3].map((threads) =>
      eventFiles({ exposures: [first], outcomes: [second] }, () => {}, { threads, blockBytes: 10_000 }).collect(
        worldQuery(NO_TABLES),
      ),
    ),
  );
}

test("the answer is the same to the last digit whatever the number of threads", async () => {
  const world = signalWorld(3, 500);
  const [one, two, three] = await collectAll(jsonLines(world.exposures), jsonLines(world.outcomes));
  expect(one?.status).toBe("fulfilled");
  expect(two).toEqual(one);
  expect(three).toEqual(one);
});

test("what is wrong is told with its line whatever the number of threads", async () => {
  const world = signalWorld(3, 100);
  const lines = jsonLines(world.outcomes).split("\n");
  lines[300] = "{";
  const results = await collectAll(jsonLines(world.exposures), lines.join("\n"));
  const reasons = results.map((result) => (result.status === "rejected" ? String(result.reason) : "accepted"));
  expect(reasons[0]).toContain("outcomes.jsonl, line 301: not JSON");
  expect(new Set(reasons).size).toBe(1);
});

describe("a file that changes while it is read", () => {
  const line = (user: number) => `{"at":1772442000000,"user":"${user}","event":"view","clicks":1,"views":2}\n`;
  const lines = (count: number) => Array.from({ length: count }, (_, user) => line(user)).join("");

  /** Reads 40,000 lines, three megabytes, with the change made once the first of them are read. */
  async function collectChanging(threads: number, change: (path: string) => void): Promise<number> {
    await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-blocks-"));
    const path = join(folder.path, "a.jsonl");
    await writeFile(path, lines(40_000));
    let hasChanged = false;
    const onBytes = () => {
      if (!hasChanged) change(path);
      hasChanged = true;
    };
    const files = { exposures: [], outcomes: [{ path, name: "a.jsonl" }] };
    const { quality } = await eventFiles(files, onBytes, { threads, blockBytes: 100_000 }).collect(
      worldQuery(NO_TABLES),
    );
    return quality.events;
  }

  test.each([1, 2])("may grow, but is not cut: %i threads", async (threads) => {
    expect(await collectChanging(threads, (path) => writeFileSync(path, line(1), { flag: "a" }))).toBe(40_001);
    const half = lines(20_000).length;
    await expect(collectChanging(threads, (path) => truncateSync(path, half))).rejects.toThrow(
      /a\.jsonl (was cut|cannot be read)/,
    );
  });

  // Windows puts no file in the place of one that is open.
  test.skipIf(process.platform === "win32")("is not mixed with another of its name", async () => {
    const replace = (path: string) => {
      writeFileSync(`${path}.new`, lines(50_000));
      renameSync(`${path}.new`, path);
    };
    await expect(collectChanging(2, replace)).rejects.toThrow("it changed meanwhile");
  });
});

test("blocks of any size have each line once, those of all but the first a line feed before them", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "airworthy-blocks-"));
  const path = join(folder.path, "a");
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 9 }),
      async (content, size, room) => {
        await writeFile(path, content);
        let joined = "";
        for (let start = 0; start < content.length; start += size) {
          const isLast = start + size >= content.length;
          const part = await readBlock(path, { start, end: isLast ? Number.POSITIVE_INFINITY : start + size }, room);
          expect(start === 0 || part === "" || part.startsWith("\n")).toBe(true);
          joined += start === 0 ? part : part.slice(1);
        }
        expect(joined).toBe(content);
      },
    ),
    { numRuns: 300 },
  );
});

/** In reads of at most `room` bytes. */
async function readBlock(path: string, block: { start: number; end: number }, room: number): Promise<string> {
  await using handle = await open(path);
  const reader = new BlockReader(handle, block);
  const into = new Uint8Array(room);
  let found = "";
  for (let count = await reader.read(into, 0); count > 0; count = await reader.read(into, 0)) {
    found += Buffer.from(into.subarray(0, count)).toString();
  }
  return found;
}
