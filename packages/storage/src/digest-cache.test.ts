import { readdir, readFile, rename, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openDigestCache } from "./digest-cache.ts";
import { type FileState, fileState } from "./file-state.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const HOUR_MS = 3_600_000;
const DIGEST = sha256("content");

async function stateOf(location: string): Promise<FileState> {
  return fileState(await stat(location, { bigint: true }));
}

/** A folder with a model file, and a cache that knows its digest: as it is an hour later, when the file has long been at rest. */
async function knownFile() {
  const folder = await temporaryFolder();
  const file = join(folder.path, "weights");
  const location = join(folder.path, "cache.json");
  await writeFile(file, "content");
  const readFrom = Date.now() + HOUR_MS;
  const reopen = (now = readFrom) => openDigestCache(location, "cache.json", () => now);
  const cache = await reopen();
  const state = await stateOf(file);
  cache.remember(file, state, { sha256: DIGEST, readFrom });
  await cache.save();
  return { folder, file, location, state, cache, readFrom, reopen, [Symbol.asyncDispose]: folder[Symbol.asyncDispose] };
}

test("what was remembered is known, also to the next process", async () => {
  await using known = await knownFile();
  const next = await known.reopen();
  for (const cache of [known.cache, next]) expect(cache.lookup(known.file, known.state)).toBe(DIGEST);
  expect(next.warning).toBeNull();
  expect(next.lookup(`${known.file}2`, known.state)).toBeNull();
});

test("of more than a cache may hold the latest are kept, and it can be read again", async () => {
  await using known = await knownFile();
  const deep = "folder/".repeat(500);
  const paths = Array.from({ length: 5000 }, (_, index) => `${deep}${index}`);
  for (const path of paths) known.cache.remember(path, known.state, { sha256: DIGEST, readFrom: known.readFrom });
  await known.cache.save();
  const next = await known.reopen();
  expect(next.warning).toBeNull();
  expect(next.lookup(`${deep}4999`, known.state)).toBe(DIGEST);
  expect(next.lookup(`${deep}0`, known.state)).toBeNull();
});

describe("what happened to a file since is noticed", () => {
  test("a write whose time was set back, as touch does, by the time that cannot be set", async () => {
    await using known = await knownFile();
    const { atime, mtime } = await stat(known.file);
    await utimes(known.file, atime, mtime);
    const settled = await stateOf(known.file);
    known.cache.remember(known.file, settled, { sha256: DIGEST, readFrom: known.readFrom });
    expect(known.cache.lookup(known.file, settled)).toBe(DIGEST);
    await writeFile(known.file, "CONTENT");
    await utimes(known.file, atime, mtime);
    const { changed, ...rest } = await stateOf(known.file);
    const { changed: changedBefore, ...restBefore } = settled;
    expect(rest).toEqual(restBefore);
    expect(changed).not.toBe(changedBefore);
    expect(known.cache.lookup(known.file, { ...rest, changed })).toBeNull();
  });

  test("another file in its place", async () => {
    await using known = await knownFile();
    const other = join(known.folder.path, "other");
    await writeFile(other, "CONTENT");
    await rename(other, known.file);
    expect(known.cache.lookup(known.file, await stateOf(known.file))).toBeNull();
  });

  test("any difference at all", async () => {
    await using known = await knownFile();
    for (const change of [
      { size: known.state.size + 1 },
      { modified: known.state.modified + 1n },
      { modified: known.state.modified - 1n },
      { changed: known.state.changed + 1n },
      { inode: known.state.inode + 1n },
      { device: known.state.device + 1n },
    ]) {
      expect(known.cache.lookup(known.file, { ...known.state, ...change })).toBeNull();
    }
  });
});

describe("a file that was written to too shortly before it was read is not remembered", () => {
  test.each([
    ["2.4 seconds", 2400, null],
    ["2.6 seconds", 2600, DIGEST],
    ["a clock that was set back in between", -HOUR_MS, null],
  ])("%s", async (_, age, expected) => {
    await using known = await knownFile();
    const written = Number(known.state.changed / 1_000_000n);
    known.cache.remember(known.file, known.state, { sha256: DIGEST, readFrom: written + age });
    expect(known.cache.lookup(known.file, known.state)).toBe(expected);
  });

  test("nor is one trusted that is younger than a clock that was set back since", async () => {
    await using known = await knownFile();
    const cache = await known.reopen(Date.now() - HOUR_MS);
    expect(cache.lookup(known.file, known.state)).toBeNull();
  });
});

describe("a cache that is not as it was written is not trusted", () => {
  test("whatever bit was flipped", async () => {
    await using known = await knownFile();
    const bytes = await readFile(known.location);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length * 8 - 1), async (bit) => {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        await writeFile(known.location, flipped);
        const cache = await known.reopen();
        expect(cache.lookup(known.file, known.state)).toBeNull();
        expect(cache.warning).toContain("the digest cache cache.json cannot be read");
      }),
    );
  });

  test.each(["", "null", "[]", "{}", '{"airworthyDigestCache":2,"sha256":"","entries":[]}', "\u0000"])(
    "%j",
    async (text) => {
      await using known = await knownFile();
      await writeFile(known.location, text);
      const cache = await known.reopen();
      expect(cache.lookup(known.file, known.state)).toBeNull();
      expect(cache.warning).not.toBeNull();
      await cache.save();
      expect((await known.reopen()).warning).toBeNull();
    },
  );
});

test("one digest that was not so makes it forget all", async () => {
  await using known = await knownFile();
  known.cache.distrust("weights\n");
  expect(known.cache.lookup(known.file, known.state)).toBeNull();
  expect(known.cache.warning).toContain('another digest of "weights\\n" than its bytes have');
});

test("of several that save at once, one's stays whole, and nothing else", async () => {
  await using known = await knownFile();
  const caches = await Promise.all(Array.from({ length: 8 }, () => known.reopen()));
  for (const [index, cache] of caches.entries()) {
    cache.remember(`/file-${index}`, known.state, { sha256: sha256(String(index)), readFrom: known.readFrom });
  }
  await Promise.all(caches.map((cache) => cache.save()));
  const last = await known.reopen();
  expect(last.warning).toBeNull();
  const found = caches.filter((_, index) => last.lookup(`/file-${index}`, known.state) === sha256(String(index)));
  expect(found).toHaveLength(1);
  expect((await readdir(known.folder.path)).toSorted()).toEqual(["cache.json", "weights"]);
});

test("of more than 20,000 digests, those used last are kept", async () => {
  await using known = await knownFile();
  const { cache, state, readFrom } = known;
  for (let index = 0; index < 20_001; index++) {
    cache.remember(`/file-${index}`, state, { sha256: DIGEST, readFrom });
    if (index === 10) cache.lookup(known.file, state);
  }
  cache.lookup("/file-0", state);
  await cache.save();
  const next = await known.reopen();
  expect(next.warning).toBeNull();
  expect(next.lookup("/file-0", state)).toBe(DIGEST);
  expect(next.lookup("/file-3", state)).toBe(DIGEST);
  expect(next.lookup("/file-1", state)).toBeNull();
  expect(next.lookup("/file-20000", state)).toBe(DIGEST);
});
