import { once } from "node:events";
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createRandom } from "@airworthy/stats";
import { afterAll, beforeAll, expect, test } from "vitest";
import { digestOfWhole } from "./packing/check-layout.ts";
import { packageModel, startPackaging } from "./packing/package-model.ts";

const SEED = 20_250_711;
const KILLS = 20;
/** More would mean that nothing is ever killed in time: then the test showed nothing, and fails. */
const MOST_ATTEMPTS = 10 * KILLS;
/** Enough for threads, and for a while. */
const FILES = 12;
const FILE_BYTES = 8 * 1024 * 1024;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-killed-"));
  await mkdir(join(folder, "model"));
  for (let index = 0; index < FILES; index++) {
    await writeFile(join(folder, "model", `part-${index}.bin`), Buffer.alloc(FILE_BYTES, index));
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

for (const blobs of ["copy", "link"]) {
  test(`killed at any moment, packing (${blobs}) leaves no broken layout, and a rerun succeeds without litter`, async () => {
    const more = ["--blobs", blobs];
    const out = join(folder, "out");
    expect(await packageModel(folder, more)).toMatchObject({ code: 0 });
    const digest = await digestOfWhole(out);
    const random = createRandom(SEED);
    // How long the writing takes differs from machine to machine and from minute to minute.
    let window = 200;
    let kills = 0;
    for (let attempt = 1; kills < KILLS; attempt++) {
      expect(attempt).toBeLessThan(MOST_ATTEMPTS);
      // Half of them find the package of the run before, and renew it.
      if (attempt % 2 === 0) await rm(out, { recursive: true, force: true });
      const killed = await startAndKill(more, random.next() * window);
      window *= killed ? 1.1 : 0.7;
      if (killed) kills++;
      if (await isThere(out)) expect(await digestOfWhole(out, { afterKill: true })).toBe(digest);
      if (attempt % 5 === 0) await expectCleanRerun(more, digest);
    }
    await expectCleanRerun(more, digest);
  });
}

/** Kills a run so many milliseconds after it began to write; false if it ended before. */
async function startAndKill(more: readonly string[], milliseconds: number): Promise<boolean> {
  const before = await readdir(folder);
  const child = startPackaging(folder, more);
  const ended = once(child, "exit");
  while (child.exitCode === null && (await readdir(folder)).every((name) => before.includes(name))) await sleep(1);
  await sleep(milliseconds);
  child.kill("SIGKILL");
  await ended;
  return child.signalCode === "SIGKILL";
}

async function expectCleanRerun(more: readonly string[], digest: string): Promise<void> {
  expect(await packageModel(folder, more)).toMatchObject({ code: 0 });
  const out = join(folder, "out");
  expect(await digestOfWhole(out)).toBe(digest);
  const beside = ["airworthy-evidence", "model", "out", "out.card.md", "out.cdx.json", "out.sarif"];
  expect((await readdir(folder)).toSorted()).toEqual(beside);
  expect((await readdir(out)).toSorted()).toEqual(["blobs", "index.json", "oci-layout"]);
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
