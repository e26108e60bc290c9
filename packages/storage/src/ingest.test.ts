import { appendFileSync, renameSync, utimesSync, writeFileSync } from "node:fs";
import { appendFile, link, readFile, stat, symlink, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BLOCK_BYTES as BLOCK, createHasher } from "./block-hasher.ts";
import { fileState } from "./file-state.ts";
import { type IngestTask, ingestFile } from "./ingest.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const hasher = createHasher("sha256");

async function taskFor(folder: string, content: Uint8Array | string, link = false): Promise<IngestTask> {
  const source = join(folder, "source");
  await writeFile(source, content);
  const state = fileState(await stat(source, { bigint: true }));
  return { source, shown: "weights.bin", target: join(folder, "target"), ...state, link };
}

describe("the target has the source's bytes and the digest is theirs", () => {
  const sizes = [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 7];
  for (const link of [false, true]) {
    test.each(sizes)(`${link ? "linked" : "not linked"}, %i bytes`, async (size) => {
      await using folder = await temporaryFolder();
      const content = Buffer.alloc(size, "airworthy").map((byte, index) => byte ^ (index >> 16));
      let told = 0;
      const task = await taskFor(folder.path, content, link);
      const { sha256: digest, method } = ingestFile(task, hasher, (count) => (told += count));
      expect(digest).toBe(sha256(content));
      expect((await readFile(task.target)).equals(content)).toBe(true);
      expect(told).toBe(size);
      expect(method === "linked").toBe(link);
    });
  }

  test("a bit flipped anywhere changes the digest", async () => {
    await using folder = await temporaryFolder();
    const content = Buffer.alloc(2 * BLOCK + 100);
    const whole = sha256(content);
    await fc.assert(
      fc.asyncProperty(fc.nat(content.length * 8 - 1), async (bit) => {
        content[bit >> 3] = 1 << (bit & 7);
        const task = await taskFor(folder.path, content);
        const { sha256: digest } = ingestFile(task, hasher, () => undefined);
        content[bit >> 3] = 0;
        await unlink(task.target);
        expect(digest).not.toBe(whole);
      }),
      { numRuns: 10 },
    );
  });
});

test("a linked target is the source itself, any other is not", async () => {
  await using folder = await temporaryFolder();
  const linked = await taskFor(folder.path, "abc", true);
  ingestFile(linked, hasher, () => undefined);
  expect((await stat(linked.target)).ino).toBe((await stat(linked.source)).ino);
  await unlink(linked.target);
  ingestFile({ ...linked, link: false }, hasher, () => undefined);
  expect((await stat(linked.target)).ino).not.toBe((await stat(linked.source)).ino);
});

describe("a file that is not as it was listed is a UserError", () => {
  test("it grew before it was read", async () => {
    await using folder = await temporaryFolder();
    const task = await taskFor(folder.path, "abc");
    await appendFile(task.source, "d");
    expect(() => ingestFile(task, hasher, () => undefined)).toThrow("weights.bin changed while");
  });

  test("it grows as fast as it is read", async () => {
    await using folder = await temporaryFolder();
    const task = await taskFor(folder.path, Buffer.alloc(BLOCK));
    let told = 0;
    const grow = (count: number) => {
      told += count;
      appendFileSync(task.source, Buffer.alloc(BLOCK));
    };
    expect(() => ingestFile(task, hasher, grow)).toThrow("weights.bin changed while");
    expect(told).toBe(BLOCK);
  });

  test.each([false, true])("another file was put in its place while it was read, linked: %s", async (linked) => {
    await using folder = await temporaryFolder();
    const task = await taskFor(folder.path, "abc", linked);
    const replace = () => {
      writeFileSync(`${task.source}-2`, "abd");
      renameSync(`${task.source}-2`, task.source);
    };
    expect(() => ingestFile(task, hasher, replace)).toThrow("weights.bin changed while");
  });

  test("it was written to while it was read, its size unchanged", async () => {
    await using folder = await temporaryFolder();
    const task = await taskFor(folder.path, Buffer.alloc(2 * BLOCK));
    const interfere = () => {
      writeFileSync(task.source, Buffer.alloc(2 * BLOCK, 1));
      utimesSync(task.source, 1, 1);
    };
    expect(() => ingestFile(task, hasher, interfere)).toThrow("weights.bin changed while");
  });

  test("a link stands in its place", async () => {
    await using folder = await temporaryFolder();
    for (const linked of [false, true]) {
      const task = await taskFor(folder.path, "abc", linked);
      const other = join(folder.path, `other-${linked}`);
      await link(task.source, other);
      await unlink(task.source);
      await symlink(other, task.source);
      expect(() => ingestFile(task, hasher, () => undefined)).toThrow(UserError);
      await unlink(task.source);
    }
  });

  test("it is gone", async () => {
    await using folder = await temporaryFolder();
    const task = await taskFor(folder.path, "abc");
    await unlink(task.source);
    expect(() => ingestFile(task, hasher, () => undefined)).toThrow("cannot read weights.bin: there is no such");
  });
});

test("what the listener throws stops the reading", async () => {
  await using folder = await temporaryFolder();
  const task = await taskFor(folder.path, Buffer.alloc(3 * BLOCK));
  let told = 0;
  const stop = () => {
    told++;
    throw new Error("enough");
  };
  expect(() => ingestFile(task, hasher, stop)).toThrow("enough");
  expect(told).toBe(1);
});
