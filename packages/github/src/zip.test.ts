import fc from "fast-check";
import { expect, test } from "vitest";
import { readZip } from "./zip.ts";

const LIMITS = { entries: 10, bytes: 10_000 };

/** Written by Python's zipfile: a.json stored, folder/b.json and ../évil.json deflated, a comment at the end. */
const ARCHIVE = Buffer.from(
  [
    "UEsDBBQAAAAAAAAAIVyvrBtWBwAAAAcAAAAGAAAAYS5qc29ueyJhIjoxfVBLAwQUAAAACAAAACFc5slBOwsAAADoAwAADQAAAGZvbGRlci9iLm",
    "pzb26rqBgFo2AUDHcAAFBLAwQUAAAICAAAACFcR93ceQQAAAACAAAADQAAAC4uL8OpdmlsLmpzb27LzwYAUEsBAhQDFAAAAAAAAAAhXK+sG1YH",
    "AAAABwAAAAYAAAAAAAAAAAAAAIABAAAAAGEuanNvblBLAQIUAxQAAAAIAAAAIVzmyUE7CwAAAOgDAAANAAAAAAAAAAAAAACAASsAAABmb2xkZX",
    "IvYi5qc29uUEsBAhQDFAAACAgAAAAhXEfd3HkEAAAAAgAAAA0AAAAAAAAAAAAAAIABYQAAAC4uL8OpdmlsLmpzb25QSwUGAAAAAAMAAwCqAAAA",
    "kAAAAAkAYSBjb21tZW50",
  ].join(""),
  "base64",
);

test("the entries of another program's archive are read whole", () => {
  const entries = readZip(ARCHIVE, LIMITS, "x.zip").map(({ name, read }) => [name, Buffer.from(read()).toString()]);
  expect(entries).toEqual([
    ["a.json", '{"a":1}'],
    ["folder/b.json", "x".repeat(1_000)],
    ["../évil.json", "ok"],
  ]);
});

test("an archive beyond its limits is refused before anything is unpacked", () => {
  expect(() => readZip(ARCHIVE, { entries: 2, bytes: 10_000 }, "x.zip")).toThrow(
    "x.zip: it has 3 entries; 2 are allowed",
  );
  expect(() => readZip(ARCHIVE, { entries: 3, bytes: 1_008 }, "x.zip")).toThrow(
    "x.zip: it unpacks to more than 1008 bytes",
  );
  expect(readZip(ARCHIVE, { entries: 3, bytes: 1_009 }, "x.zip")).toHaveLength(3);
});

test("a false size or checksum in the directory is found while unpacking", () => {
  const central = (offset: number) => ARCHIVE.indexOf("PK\u0001\u0002", ARCHIVE.indexOf("PK\u0001\u0002") + 1) + offset;
  const readB = (archive: Buffer) => readZip(archive, LIMITS, "x.zip")[1]?.read();
  expect(() => readB(with32(central(24), 10))).toThrow('x.zip, "folder/b.json": it does not unpack to the size');
  expect(() => readB(with32(central(24), 1_001))).toThrow("its size is not what the directory says");
  expect(() => readB(with32(central(16), 0))).toThrow("its checksum is not what the directory says");
  expect(() => readB(with32(central(42), 4))).toThrow("its header is not where the directory says");
  expect(() => readB(with32(central(20), 0xffffff))).toThrow("it is cut off");
});

test("whatever bytes come in, only a UserError comes out, and never more than the limit", () => {
  const damage = fc.record({ at: fc.nat(ARCHIVE.byteLength - 1), to: fc.nat(255), cut: fc.nat(ARCHIVE.byteLength) });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), damage), (input) => {
      const archive = input instanceof Uint8Array ? input : Buffer.from(ARCHIVE).subarray(input.cut % 7);
      if (!(input instanceof Uint8Array)) archive[input.at % archive.byteLength] = input.to;
      try {
        const sizes = readZip(archive, LIMITS, "x.zip").map((entry) => entry.read().byteLength);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(LIMITS.bytes);
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
