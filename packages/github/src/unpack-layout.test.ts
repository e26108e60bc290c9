import { mkdtempDisposable, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ArchiveMember, zipArchive } from "../../../test/harness/github/zip-archive.ts";
import { unpackLayout } from "./unpack-layout.ts";

/** Members are stored unless they say otherwise. */
function zip(members: readonly ArchiveMember[]): Buffer {
  return zipArchive(members.map((member) => ({ isDeflated: false, ...member })));
}

const BLOB = `blobs/sha256/${"a".repeat(64)}`;

/** Unpacks into a folder of its own; the files that are there in the end, with their content. */
async function unpack(archive: Buffer): Promise<ReadonlyMap<string, string>> {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-unpack-"));
  const path = join(space.path, "x.zip");
  await writeFile(path, archive);
  const folder = join(space.path, "layout");
  await unpackLayout(path, folder, "The artifact");
  const found = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const location = join(entry.parentPath, entry.name);
    if (entry.isFile()) found.set(location.slice(folder.length + 1), await readFile(location, "utf8"));
  }
  return found;
}

test("the files of a layout are unpacked, stored or deflated, folders or none", async () => {
  const members = [
    { name: "oci-layout", content: "{}" },
    { name: "blobs/", content: "" },
    { name: BLOB, content: "weights".repeat(10_000), isDeflated: true },
    { name: "index.json", content: "" },
  ];
  const found = await unpack(zip(members));
  expect(found).toEqual(
    new Map([
      [join(...BLOB.split("/")), "weights".repeat(10_000)],
      ["index.json", ""],
      ["oci-layout", "{}"],
    ]),
  );
});

test.each([
  "../index.json",
  "/index.json",
  "index.json\\..\\x",
  "C:index.json",
  "blobs/sha256/../../index.json",
  `blobs/sha256/${"A".repeat(64)}`,
  `blobs/sha256/${"a".repeat(63)}`,
  `${BLOB}\n`,
  `${BLOB}.txt`,
  "INDEX.JSON",
  "model.sig",
  ".git/config",
  "nul",
])("an archive with %j is refused", async (name) => {
  const failing = unpack(zip([{ name, content: "x" }]));
  await expect(failing).rejects.toBeInstanceOf(UserError);
  await expect(failing).rejects.toThrow(/^The artifact: .*(?:no file of an OCI image layout|invalid|absolute path)/);
});

test.each<[string, readonly ArchiveMember[], RegExp]>([
  [
    "with a name twice",
    ["one", "two"].map((content) => ({ name: "index.json", content })),
    /it holds index\.json twice/,
  ],
  ["without a file", [{ name: "blobs/", content: "" }], /it is empty/],
  ["with a file that is shorter than it says", [{ name: BLOB, content: "x", size: 2 }], /size/],
  [
    "that unpacks to more than it says",
    [{ name: BLOB, content: "x".repeat(9999), isDeflated: true, size: 9 }],
    /bytes/,
  ],
])("an archive %s is refused", async (_title, members, message) => {
  const failing = unpack(zip(members));
  await expect(failing).rejects.toBeInstanceOf(UserError);
  await expect(failing).rejects.toThrow(message);
});

test("an archive cut off anywhere, or with a bit turned, is refused or gives nothing but a layout's files", async () => {
  const whole = zip([
    { name: "oci-layout", content: "{}" },
    { name: BLOB, content: "weights", isDeflated: true },
  ]);
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
      const found = await unpack(archive).catch((error: unknown) => {
        expect(error).toBeInstanceOf(UserError);
        return new Map<string, string>();
      });
      for (const name of found.keys()) expect(name).toMatch(/^(?:oci-layout|index\.json|blobs.sha256.[0-9a-f]{64})$/);
    }),
  );
});
