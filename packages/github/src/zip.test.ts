import fc from "fast-check";
import { expect, test } from "vitest";
import { unzip } from "./zip.ts";

const LIMITS = { entries: 10, bytes: 10_000 };

/** Written by Python's zipfile: a.json stored, folder/b.json and folder/évaluation.json deflated, a comment at the end. */
const ARCHIVE = Buffer.from(
  [
    "UEsDBBQAAAAAAAAAIVyvrBtWBwAAAAcAAAAGAAAAYS5qc29ueyJhIjoxfVBLAwQUAAAACAAAACFc5slBOwsAAADoAwAADQAAAGZvbGRlci9iLmpzb2",
    "6rqBgFo2AUDHcAAFBLAwQUAAAICAAAACFcR93ceQQAAAACAAAAFwAAAGZvbGRlci/DqXZhbHVhdGlvbi5qc29uy88GAFBLAQIUAxQAAAAAAAAAIVyv",
    "rBtWBwAAAAcAAAAGAAAAAAAAAAAAAACAAQAAAABhLmpzb25QSwECFAMUAAAACAAAACFc5slBOwsAAADoAwAADQAAAAAAAAAAAAAAgAErAAAAZm9sZG",
    "VyL2IuanNvblBLAQIUAxQAAAgIAAAAIVxH3dx5BAAAAAIAAAAXAAAAAAAAAAAAAACAAWEAAABmb2xkZXIvw6l2YWx1YXRpb24uanNvblBLBQYAAAAA",
    "AwADALQAAACaAAAACQBhIGNvbW1lbnQ=",
  ].join(""),
  "base64",
);

/** Written by the same: ../evil.json. */
const ESCAPING = Buffer.from(
  "UEsDBBQAAAAAAAAAIVxH3dx5AgAAAAIAAAAMAAAALi4vZXZpbC5qc29ub2tQSwECFAMUAAAAAAAAACFcR93ceQIAAAACAAAADAAA" +
    "AAAAAAAAAAAAgAEAAAAALi4vZXZpbC5qc29uUEsFBgAAAAABAAEAOgAAACwAAAAAAA==",
  "base64",
);

const all = () => true;

test("the entries of another program's archive are read whole", async () => {
  const entries = await unzip(ARCHIVE, LIMITS, "x.zip", all);
  expect(entries.map(({ name, content }) => [name, Buffer.from(content).toString()])).toEqual([
    ["a.json", '{"a":1}'],
    ["folder/b.json", "x".repeat(1_000)],
    ["folder/évaluation.json", "ok"],
  ]);
});

test("only what is wanted is unpacked", async () => {
  const entries = await unzip(ARCHIVE, LIMITS, "x.zip", (name) => name === "a.json");
  expect(entries.map(({ name }) => name)).toEqual(["a.json"]);
});

test("an archive beyond its limits is refused, with nothing unpacked", async () => {
  await expect(unzip(ARCHIVE, { entries: 2, bytes: 10_000 }, "x.zip", all)).rejects.toThrow(
    "x.zip: it has 3 entries; 2 are allowed",
  );
  await expect(unzip(ARCHIVE, { entries: 3, bytes: 1_008 }, "x.zip", all)).rejects.toThrow(
    "x.zip: it unpacks to more than 1008 bytes",
  );
  expect(await unzip(ARCHIVE, { entries: 3, bytes: 1_009 }, "x.zip", all)).toHaveLength(3);
});

test("a name that leads out of the archive is refused", async () => {
  await expect(unzip(ESCAPING, LIMITS, "x.zip", all)).rejects.toThrow(/^x\.zip: .*\.\.\/evil\.json/);
});

test("a false size or checksum in the directory is found while unpacking", async () => {
  const second = ARCHIVE.indexOf("PK\u0001\u0002", ARCHIVE.indexOf("PK\u0001\u0002") + 1);
  const unpackB = (archive: Buffer) => unzip(archive, LIMITS, "x.zip", (name) => name === "folder/b.json");
  for (const [field, value, message] of [
    [24, 10, /too many bytes/],
    [24, 1_001, /not enough bytes/],
    [16, 0, /checksum/],
    [42, 4, /signature/],
    [20, 0xffffff, /compressed size|bounds|out of/],
  ] as const) {
    await expect(unpackB(with32(second + field, value)), `field ${field}`).rejects.toThrow(message);
  }
});

test("whatever bytes come in, only a UserError comes out, and never more than the limit", async () => {
  const damage = fc.record({ at: fc.nat(ARCHIVE.byteLength - 1), to: fc.nat(255), start: fc.nat(6) });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array(), damage), async (input) => {
      const damaged = input instanceof Uint8Array ? Buffer.from(input) : Buffer.from(ARCHIVE.subarray(input.start));
      if (!(input instanceof Uint8Array)) damaged[input.at % damaged.byteLength] = input.to;
      try {
        const entries = await unzip(damaged, LIMITS, "x.zip", all);
        expect(entries.reduce((sum, { content }) => sum + content.byteLength, 0)).toBeLessThanOrEqual(LIMITS.bytes);
      } catch (error) {
        expect(error).toMatchObject({ name: "UserError" });
      }
    }),
    { numRuns: 2_000 },
  );
});

function with32(offset: number, value: number): Buffer {
  const changed = Buffer.from(ARCHIVE);
  changed.writeUInt32LE(value, offset);
  return changed;
}
