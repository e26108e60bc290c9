import { createHash } from "node:crypto";
import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256, UserError } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../test/harness/conforms.ts";
import { digestAll, digestFile } from "./digest-all.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const { signal } = new AbortController();
/** Worth threads on its own. */
const GIANT = 96 * 1024 * 1024 + 3;

test("digests of files come in their order, by the algorithm that is asked for", async () => {
  await using folder = await temporaryFolder();
  for (const name of ["a", "b", "c"]) await writeFile(join(folder.path, name), name === "b" ? "" : "abc");
  const tasks = ["a", "b", "c"].map((name) => ({ location: join(folder.path, name), shown: name }));
  // FIPS 180-2, appendix B.1, and the digest of nothing.
  const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  expect(await digestAll(tasks, { signal })).toEqual([abc, nothing, abc]);
  // RFC 7693, appendix A.
  const [blake] = await digestAll(tasks.slice(0, 1), { algorithm: "blake2b512", signal });
  expect(blake).toBe(
    "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
  );
  expect(await digestFile(join(folder.path, "a"), "a", signal)).toBe(abc);
  conforms({
    area: "Packages and signatures",
    claim: "SHA-256 and BLAKE2b of files",
    peer: "FIPS 180-2 and RFC 7693",
    cases: assertionsMade(),
  });
});

describe("a file that is worth threads", () => {
  test.each(["sha256", "blake2b512"] as const)("has the same %s, in one piece and in ranges", async (algorithm) => {
    await using folder = await temporaryFolder();
    const content = Buffer.alloc(GIANT, "airworthy");
    await writeFile(join(folder.path, "giant"), content);
    const hash = (bytes: Uint8Array) => createHash(algorithm).update(bytes).digest("hex");
    const giant = { location: join(folder.path, "giant"), shown: "giant" };
    let told = 0;
    const options = { algorithm, signal, onBytes: (count: number) => (told += count) };
    expect(await digestAll([giant], options)).toEqual([hash(content)]);
    expect(told).toBe(GIANT);
    const middle = GIANT - 7;
    const ranges = [
      { start: 0, end: middle },
      { start: middle, end: GIANT },
      { start: 5, end: 5 },
    ];
    const parts = await digestAll(
      ranges.map((range) => ({ ...giant, range })),
      options,
    );
    expect(parts).toEqual(ranges.map(({ start, end }) => hash(content.subarray(start, end))));
  });
});

test("a range that is not all within the file, or none, is a UserError", async () => {
  await using folder = await temporaryFolder();
  const location = join(folder.path, "f");
  await writeFile(location, "abc");
  const digest = (start: number, end: number) =>
    digestAll([{ location, shown: "f", range: { start, end } }], { signal });
  await expect(digest(1, 4)).rejects.toThrow("f ends at byte 3; bytes 1 to 4 were to be read");
  for (const [start, end] of [
    [-1, 2],
    [2, 1],
    [0, Number.POSITIVE_INFINITY],
    [Number.NaN, 1],
  ] as const) {
    await expect(digest(start, end)).rejects.toThrow("f has no bytes");
  }
});

test("what is no readable file is a UserError, and an interruption its reason", async () => {
  await using folder = await temporaryFolder();
  await expect(digestFile(join(folder.path, "none"), "none", signal)).rejects.toThrow("cannot read none: there is no");
  await expect(digestFile(folder.path, "folder", signal)).rejects.toBeInstanceOf(UserError);
  await writeFile(join(folder.path, "giant"), "");
  await truncate(join(folder.path, "giant"), GIANT);
  const controller = new AbortController();
  const onBytes = () => controller.abort(new Error("interrupted"));
  const tasks = [{ location: join(folder.path, "giant"), shown: "giant" }];
  await expect(digestAll(tasks, { signal: controller.signal, onBytes })).rejects.toThrow("interrupted");
});

test("a sparse file of more than 4 GiB is counted to its end", async () => {
  await using folder = await temporaryFolder();
  const location = join(folder.path, "sparse");
  await writeFile(location, "");
  const size = 2 ** 32 + 5;
  await truncate(location, size);
  const range = { start: 2 ** 32, end: size };
  expect(await digestAll([{ location, shown: "sparse", range }], { signal })).toEqual([sha256("\0\0\0\0\0")]);
});
