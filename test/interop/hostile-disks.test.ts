import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import {
  appendFile,
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { sha256 } from "@airworthy/evidence";
import { type DigestCache, ingestAll, listFiles, openDigestCache } from "@airworthy/storage";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { needProgram } from "./debian-packages.ts";
import { digestOfWhole } from "./packing/check-layout.ts";
import { packageModel } from "./packing/package-model.ts";

const run = promisify(execFile);
const MIB = 1024 * 1024;

/** Every one of these needs a Linux machine and its root, to mount disks and to become another user. */
const isRootOnLinux = process.platform === "linux" && process.getuid?.() === 0;
/** The user "nobody" of Debian and most others. */
const NOBODY = 65_534;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "airworthy-disks-"));
  await mkdir(join(folder, "model"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** Mounts a disk in memory, of so many bytes, until it is disposed of. */
async function mountDisk(at: string, size: number): Promise<AsyncDisposable> {
  await mkdir(at);
  await run("mount", ["-t", "tmpfs", "-o", `size=${size},mode=1777`, "airworthy-test", at]);
  return { [Symbol.asyncDispose]: async () => void (await run("umount", [at])) };
}

describe("a disk that fills up", () => {
  test.runIf(isRootOnLinux)("is said, leaves nothing behind, and with room the same run succeeds", async () => {
    for (let index = 0; index < 10; index++) {
      await writeFile(join(folder, "model", `part-${index}.bin`), Buffer.alloc(8 * MIB, index));
    }
    await using _disk = await mountDisk(join(folder, "disk"), 40 * MIB);
    const output = ["--output", "disk/out"];
    const { code, stderr } = await packageModel(folder, output);
    expect(code).toBe(2);
    expect(stderr).toMatch(/cannot copy model\/part-\d\.bin: no space is left on the device/);
    expect(await readdir(join(folder, "disk"))).toEqual([]);
    await run("mount", ["-o", "remount,size=128m", join(folder, "disk")]);
    expect(await packageModel(folder, output)).toMatchObject({ code: 0 });
    await digestOfWhole(join(folder, "disk", "out"));
  });
});

describe("a file that may not be read", () => {
  test.runIf(isRootOnLinux)("is named, and nothing is packaged", async () => {
    await writeFile(join(folder, "model", "secret.bin"), "x", { mode: 0o600 });
    await chmod(folder, 0o777);
    const { code, stderr } = await packageModel(folder, [], { uid: NOBODY, gid: NOBODY });
    expect(code).toBe(2);
    expect(stderr).toContain("secret.bin: permission denied");
    expect(await readdir(folder)).not.toContain("out");
  });
});

describe("a file system that clones", () => {
  const signal = new AbortController().signal;

  async function ingest(disk: string, target: string, cache: DigestCache) {
    const files = await listFiles(join(disk, "model"), { shown: "model", exclude: [], ignore: [], signal });
    const tasks = files.map((file) => ({
      ...file,
      source: file.location,
      shown: file.path,
      target: join(disk, target),
      link: false,
    }));
    return await ingestAll(tasks, () => undefined, signal, cache);
  }

  test.runIf(isRootOnLinux)("shares the blocks, and what nobody touched is not read again", async () => {
    await needProgram("mkfs.btrfs", "btrfs-progs");
    const image = join(folder, "image");
    await writeFile(image, "");
    await truncate(image, 256 * MIB);
    await run("mkfs.btrfs", ["--quiet", image]);
    const disk = join(folder, "disk");
    await mkdir(disk);
    await run("mount", ["-o", "loop", image, disk]);
    await using _disk = { [Symbol.asyncDispose]: async () => void (await run("umount", [disk])) };
    const weights = join(disk, "model", "weights.bin");
    await mkdir(join(disk, "model"));
    await writeFile(weights, "first");
    // The clock of the cache is an hour ahead: by then the file has long been at rest.
    const later = () => Date.now() + 3_600_000;
    const cache = await openDigestCache(join(disk, "cache.json"), "cache.json", later);
    const young = await ingest(disk, "blob-1", cache);
    expect(young).toEqual([{ sha256: sha256("first"), method: "cloned", read: true }]);
    expect(await ingest(disk, "blob-2", cache)).toEqual(young);
    await sleep(3000);
    expect(await ingest(disk, "blob-3", cache)).toEqual(young);
    expect(await ingest(disk, "blob-4", cache)).toEqual([{ sha256: sha256("first"), method: "cloned", read: false }]);
    const { atime, mtime } = await stat(weights);
    await writeFile(weights, "other");
    await utimes(weights, atime, mtime);
    expect(await ingest(disk, "blob-5", cache)).toEqual([{ sha256: sha256("other"), method: "cloned", read: true }]);
    expect(await readFile(join(disk, "blob-4"), "utf8")).toBe("first");
  });
});

describe("links", () => {
  test.each([
    ["out of the folder", "/etc/hostname"],
    ["within it", "real.bin"],
    ["to itself", "link"],
    ["to the folder above", ".."],
    ["to nothing", "nowhere"],
  ])("%s are refused by name, and can be excluded", async (_, to) => {
    await writeFile(join(folder, "model", "real.bin"), "weights");
    await symlink(to, join(folder, "model", "link"));
    const { code, stderr } = await packageModel(folder);
    expect(code).toBe(2);
    expect(stderr).toContain("model/link is a symbolic link");
    expect(await packageModel(folder, ["--exclude", "link"])).toMatchObject({ code: 0 });
  });
});

describe("names", () => {
  test("with spaces, in either Unicode form and like options are kept as they are; an empty file is a file", async () => {
    const names = ["a b.bin", "caf\u00e9.bin", "cafe\u0301.bin", "--name", "__proto__", "$(id).bin", "empty"];
    for (const name of names) await writeFile(join(folder, "model", name), name === "empty" ? "" : name);
    expect(await packageModel(folder)).toMatchObject({ code: 0 });
    const digest = await digestOfWhole(join(folder, "out"));
    const manifest = join(folder, "out", "blobs", "sha256", digest.slice("sha256:".length));
    const { layers } = JSON.parse(await readFile(manifest, "utf8"));
    const found = layers.map((one: { digest: string; size: number; annotations: Record<string, string> }) => [
      one.annotations["org.cncf.model.filepath"],
      one.size,
      one.digest,
    ]);
    const expected = names.map((name) => {
      const content = name === "empty" ? "" : name;
      return [name, Buffer.byteLength(content), `sha256:${sha256(content)}`];
    });
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  test.runIf(process.platform === "linux").each([
    ["a line break", Buffer.from("a\nb"), '"a\\nb" holds a control character'],
    ["what is not UTF-8", Buffer.from([0x61, 0xff]), "is not valid UTF-8"],
    ["a backslash", Buffer.from("a\\b"), "holds a control character or a backslash"],
  ])("with %s are refused, in one line", async (_, name, message) => {
    await writeFile(Buffer.concat([Buffer.from(join(folder, "model", "/")), name]), "x");
    const { code, stderr } = await packageModel(folder);
    expect(code).toBe(2);
    expect(stderr.split("\n").some((line) => line.includes(message))).toBe(true);
    expect(await readdir(folder)).not.toContain("out");
  });
});

test("a sparse file of more than 4 GiB is hashed whole and counted right", async () => {
  const size = 2 ** 32 + 3;
  const sparse = join(folder, "model", "sparse.bin");
  await writeFile(sparse, "");
  await truncate(sparse, size);
  expect(await packageModel(folder, ["--blobs", "link"])).toMatchObject({ code: 0 });
  const { stdout } = await run("openssl", ["dgst", "-sha256", "-r", sparse]);
  const blob = await stat(join(folder, "out", "blobs", "sha256", stdout.slice(0, 64)));
  expect(blob.size).toBe(size);
});

test("100,000 files are refused by their number before any is hashed", async () => {
  for (let index = 0; index < 100_000; index++) writeFileSync(join(folder, "model", `part-${index}`), "");
  const { code, stderr } = await packageModel(folder);
  expect(code).toBe(2);
  expect(stderr).toMatch(/100000 files make a manifest of \d+ bytes; registries take at most 4194304/);
  expect(stderr).not.toContain("Hash and store");
  expect(await readdir(folder)).not.toContain("out");
});

test("a file that is written to all the while is refused by name", async () => {
  const growing = join(folder, "model", "checkpoint.bin");
  await writeFile(growing, Buffer.alloc(256 * MIB));
  let isDone = false;
  const packing = packageModel(folder).finally(() => (isDone = true));
  while (!isDone) {
    await appendFile(growing, "x");
    await sleep(1);
  }
  const { code, stderr } = await packing;
  expect(code).toBe(2);
  expect(stderr).toContain("checkpoint.bin changed while it was being");
  expect(await readdir(folder)).not.toContain("out");
});
