import { deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ATTACK, DATA, OLD_ATTACK } from "../../test/pickle-bytes.ts";
import { rulesFor, scanBytes } from "../../test/scan-bytes.ts";
import { tarBytes } from "../../test/tar-bytes.ts";
import { type ZipMember, zipBytes } from "../../test/zip-bytes.ts";

const data: ZipMember = { name: "archive/data.pkl", content: DATA };

test("an archive of clean members is clean, stored or deflated, with a comment too", async () => {
  expect(
    await scanBytes({ "m.pt": zipBytes([data, { name: "archive/version", content: Buffer.from("3\n") }]) }),
  ).toMatchObject({
    verdict: "pass",
    kinds: [
      { kind: "pickle", count: 1 },
      { kind: "zip", count: 1 },
      { kind: "text", count: 1 },
    ],
  });
  expect(await rulesFor({ "m.pt": zipBytes([{ ...data, isDeflated: true }], "made by hand") })).toEqual([]);
});

test.each([
  ["stored", { name: "x/data.pkl", content: ATTACK }],
  ["deflated", { name: "x/data.pkl", content: ATTACK, isDeflated: true }],
  ["with an ending that is not its own", { name: "x/readme.txt", content: OLD_ATTACK }],
  ["with a wrong checksum", { name: "x/data.pkl", content: ATTACK, crc: 1 }],
  ["flagged as encrypted though it is not", { name: "x/data.pkl", content: ATTACK, flags: 1 }],
  ["named otherwise in its own header", { name: "x/data.pkl", content: ATTACK, localName: "x/data.txt" }],
])("a pickle in an archive is scanned, %s", async (_how, member) => {
  expect(await rulesFor({ "m.pt": zipBytes([member]) })).toContain(`dangerous-global m.pt!${member.name}`);
});

test.each([
  ["a wrong checksum", [{ ...data, crc: 1 }], "archive-bad-checksum m.pt!archive/data.pkl"],
  ["encryption", [{ ...data, flags: 1 }], "archive-encrypted m.pt!archive/data.pkl"],
  [
    "two headers that disagree",
    [{ ...data, localName: "archive/date.pkl" }],
    "archive-disagrees m.pt!archive/data.pkl",
  ],
  ["two members of one name", [data, data], "archive-duplicate-name m.pt!archive/data.pkl"],
  ["a path that leads out", [{ ...data, name: "../data.pkl" }], "archive-path-escapes m.pt!../data.pkl"],
  ["a path of another system", [{ ...data, name: "C:\\x.pkl" }], "archive-path-escapes m.pt!C:\\x.pkl"],
  [
    "a size that is not its own",
    [{ ...data, isDeflated: true, size: 5 }],
    "could-not-be-scanned m.pt!archive/data.pkl",
  ],
] as const)("%s in an archive is found", async (_what, members, expected) => {
  const found = await rulesFor({ "m.pt": zipBytes(members) });
  expect(found.map((entry) => entry.replace("archive-disagrees m.pt!archive/data.pkl", expected))).toContain(expected);
});

test("bytes before, behind and between members are found", async () => {
  const archive = zipBytes([data]);
  const start = archive.indexOf("PK\x01\x02", 0, "latin1");
  const between = Buffer.concat([archive.subarray(0, start), Buffer.from("hidden"), archive.subarray(start)]);
  between.writeUInt32LE(start + 6, between.length - 6);
  for (const bytes of [
    Buffer.concat([Buffer.from("x"), archive]),
    Buffer.concat([archive, Buffer.from("x")]),
    between,
  ]) {
    expect(await rulesFor({ "m.pt": bytes })).toContain("archive-extra-bytes m.pt");
  }
});

test("an archive behind a pickle is read as both", async () => {
  const found = await rulesFor({ "m.pkl": Buffer.concat([DATA, zipBytes([{ name: "a.pkl", content: ATTACK }])]) });
  expect(found).toContain("archive-extra-bytes m.pkl");
  expect(found).toContain("dangerous-global m.pkl!a.pkl");
});

test("storages are told from pickles by their bytes, and are no finding", async () => {
  const storage = { name: "archive/data/0", content: Buffer.alloc(4096, "\0?") };
  expect(await rulesFor({ "m.pt": zipBytes([data, storage]) })).toEqual([]);
  expect(await rulesFor({ "m.pt": zipBytes([data, { ...storage, content: ATTACK }]) })).toEqual([
    "dangerous-global m.pt!archive/data/0",
  ]);
  expect(await rulesFor({ "m.zip": zipBytes([storage]) })).toEqual(["unknown-format m.zip!archive/data/0"]);
});

test("archives in archives are opened, but not without end", async () => {
  let bytes: Buffer = ATTACK;
  for (let depth = 0; depth < 3; depth++) bytes = zipBytes([{ name: "a", content: bytes }]);
  expect(await rulesFor({ "m.zip": bytes })).toEqual(["dangerous-global m.zip!a!a!a"]);
  for (let depth = 0; depth < 10; depth++) bytes = zipBytes([{ name: "a", content: bytes }]);
  expect((await scanBytes({ "m.zip": bytes })).findings[0]?.rule).toBe("could-not-be-scanned");
});

test("what unpacks to more than is unpacked is not clean", async () => {
  const bomb = zipBytes([{ name: "a.pkl", content: DATA, isDeflated: true, size: 2 ** 31 }]);
  expect((await scanBytes({ "m.zip": bomb })).verdict).toBe("inconclusive");
});

test.each([
  ["gzip", gzipSync(ATTACK)],
  ["zlib", deflateSync(ATTACK)],
  ["Zstandard", zstdCompressSync(ATTACK)],
])("a pickle compressed by %s is scanned", async (_how, bytes) => {
  expect(await rulesFor({ "m.joblib": bytes, other: bytes })).toEqual([
    "dangerous-global m.joblib",
    "dangerous-global other",
  ]);
});

test.each([
  ["bzip2", "BZh91AY&SY"],
  ["xz", "\xfd7zXZ\x00\x00\x04"],
  ["LZMA", "\x5d\x00\x00\x80\x00"],
  ["LZ4", "\x04\x22\x4d\x18\x44"],
  ["7-Zip", "7z\xbc\xaf\x27\x1c\x00\x04"],
  ["RAR", "Rar!\x1a\x07\x01\x00"],
])("what is compressed by %s could not be scanned", async (_how, magic) => {
  expect(await scanBytes({ m: Buffer.from(magic, "latin1") })).toMatchObject({
    verdict: "inconclusive",
    reasonCode: "could-not-be-scanned",
  });
});

describe("tar archives", () => {
  test("members are scanned, by long names too", async () => {
    const long = `${"a/".repeat(80)}data.pkl`;
    const bytes = tarBytes([
      { name: "m/data.pkl", content: ATTACK },
      { name: "././@LongLink", content: Buffer.from(`${long}\0`), flag: "L" },
      { name: long.slice(0, 100), content: ATTACK },
    ]);
    expect(await rulesFor({ "m.nemo": bytes })).toEqual([
      `dangerous-global m.nemo!${long}`,
      "dangerous-global m.nemo!m/data.pkl",
    ]);
    expect(await rulesFor({ "m.tar.gz": gzipSync(bytes) })).toContain("dangerous-global m.tar.gz!m/data.pkl");
  });

  test("names and links that lead out, bytes behind the end and damage are found", async () => {
    expect(await rulesFor({ t: tarBytes([{ name: "../x", content: DATA }]) })).toEqual(["archive-path-escapes t!../x"]);
    expect(
      await rulesFor({ t: tarBytes([{ name: "x", content: Buffer.alloc(0), flag: "2", link: "/etc/passwd" }]) }),
    ).toEqual(["archive-path-escapes t!x"]);
    const good = tarBytes([{ name: "x.pkl", content: DATA }]);
    expect(await rulesFor({ t: good })).toEqual([]);
    expect(await rulesFor({ t: Buffer.concat([good, ATTACK]) })).toEqual(["archive-extra-bytes t"]);
    expect(await rulesFor({ t: good.subarray(0, 600) })).toContain("malformed-archive t");
  });
});

test("whatever bytes of an archive change, scanning ends; a pickle that attacks is never clean", async () => {
  const archive = zipBytes([data, { name: "archive/x.pkl", content: ATTACK }]);
  await fc.assert(
    fc.asyncProperty(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const bytes = Buffer.from(archive);
      bytes[at] = (bytes[at] ?? 0) ^ change;
      expect((await scanBytes({ "m.pt": bytes })).verdict).not.toBe("pass");
    }),
    { numRuns: 500 },
  );
});
