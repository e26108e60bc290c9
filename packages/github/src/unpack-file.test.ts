import { mkdtempDisposable, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ArchiveMember, zipArchive } from "../../../test/harness/github/index.ts";
import { unpackFile } from "./unpack-file.ts";

const LIMITS = { entries: 10, bytes: 1_000_000 };

/** Unpacks the file that is chosen; its name and content. */
async function unpack(archive: Buffer, choose: (names: readonly string[]) => string, limits = LIMITS) {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-unpack-"));
  const path = join(space.path, "x.zip");
  await writeFile(path, archive);
  const target = join(space.path, "file");
  const name = await unpackFile(path, { choose, target, limits }, "The artifact");
  expect(await readdir(space.path)).toEqual(["file", "x.zip"]);
  return { name, content: await readFile(target, "utf8") };
}

function first(names: readonly string[]): string {
  return names[0] ?? "";
}

test("the file that is chosen is unpacked whole, folders left out of the choice", async () => {
  const content = "row\n".repeat(100_000);
  const archive = zipArchive([
    { name: "folder/", content: "" },
    { name: "folder/b.csv", content },
    { name: "a.csv", content: "a" },
  ]);
  const choose = (names: readonly string[]) => {
    expect(names).toEqual(["folder/b.csv", "a.csv"]);
    return "folder/b.csv";
  };
  expect(await unpack(archive, choose)).toEqual({ name: "folder/b.csv", content });
});

test.each<[string, readonly ArchiveMember[], RegExp]>([
  [
    "more entries than allowed",
    Array.from({ length: 11 }, (_, i) => ({ name: `${i}`, content: "" })),
    /11 entries; 10/,
  ],
  ["a name longer than any path", [{ name: "a".repeat(8_193), content: "" }], /an entry of 8193 bytes; 8192/],
  ["a name twice", ["1", "2"].map((content) => ({ name: "a", content })), /it holds "a" twice/],
  ["a name that leads out of it", [{ name: "../a", content: "" }], /\.\.\/a/],
  ["an absolute name", [{ name: "/etc/a", content: "" }], /absolute/],
  ["a bomb that says its size", [{ name: "a", content: Buffer.alloc(1_000_001) }], /more than 1000000 bytes/],
  ["a bomb that lies about its size", [{ name: "a", content: Buffer.alloc(9_000_000), size: 10 }], /bytes/],
  ["another checksum", [{ name: "a", content: "x", checksum: 1 }], /checksum/],
  ["no file at all", [{ name: "folder/", content: "" }], /it holds no ""/],
])("an archive with %s is refused", async (_title, members, message) => {
  const failing = unpack(zipArchive(members), first);
  await expect(failing).rejects.toMatchObject({ name: "UserError", message: expect.stringMatching(message) });
});

test("an archive cut off anywhere, or with a bit turned, gives the file's very content or a UserError", async () => {
  const whole = zipArchive([{ name: "a.csv", content: "id,label\n1,2\n" }]);
  const turned = (bit: number) => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    return bytes;
  };
  const damaged = fc.oneof(
    fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
    fc.nat(8 * whole.length - 1).map(turned),
  );
  await fc.assert(
    fc.asyncProperty(damaged, async (archive) => {
      try {
        expect((await unpack(archive, first)).content).toBe("id,label\n1,2\n");
      } catch (error) {
        expect(error).toMatchObject({ name: "UserError" });
      }
    }),
  );
});
