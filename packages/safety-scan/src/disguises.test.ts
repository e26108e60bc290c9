import { crc32, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { pickleBytes } from "../test/pickle-bytes.ts";
import { rulesFor, scanBytes } from "../test/scan-bytes.ts";
import { zipBytes } from "../test/zip-bytes.ts";

const ATTACK = pickleBytes("Vos\nVmkdir\n\x93Vx\n\x85R.");
const LAMBDA = '{"class_name": "Lambda", "config": {}}';
const HDF5 = "\x89HDF\r\n\x1a\n";
const latin1 = (text: string) => Buffer.from(text, "latin1");
const verdictOf = async (name: string, content: Uint8Array) => (await scanBytes({ [name]: content })).verdict;

test.each([
  ["zeros between two gzip streams", "a.bin.gz", Buffer.concat([gzipSync("Va\n"), Buffer.alloc(2), gzipSync(ATTACK)])],
  ["bytes behind a gzip stream", "a.bin.gz", Buffer.concat([gzipSync("Va\n"), ATTACK])],
  ["LZMA with an odd dictionary", "a.bin", latin1("\x5d\x00\x11\x00\x00\xff\xff\xff")],
  ["joblib's own frame of old", "a.bin", latin1(`ZF${"0x13".padEnd(19)}\x78\x01\x01`)],
  ["a frame that zstd passes over", "a.pkl.zst", latin1("\x50\x2a\x4d\x18\x00\x00\x00\x00\x28\xb5\x2f\xfd")],
])("%s are not clean", async (_what, name, content) => {
  expect(["fail", "inconclusive"]).toContain(await verdictOf(name, content));
});

test("zeros that pad a gzip stream are", async () => {
  expect(await rulesFor({ "a.txt.gz": Buffer.concat([gzipSync("hello"), Buffer.alloc(512)]) })).toEqual([]);
});

describe("HDF5 is found behind whatever stands before it", () => {
  const npy = (text: string) => latin1(`\x93NUMPY\x01\x00${String.fromCharCode(text.length, 0)}${text}`);
  test.each([
    ["a user block of zeros", Buffer.alloc(4096)],
    ["an array of numbers", npy("{'descr': '|u1', 'fortran_order': False, 'shape': (999,), }\n")],
    ["a gzip stream and zeros", gzipSync("hello")],
  ])("%s", async (_what, start) => {
    const size = Math.max(512, 2 ** Math.ceil(Math.log2(start.length)));
    const file = Buffer.concat([start, Buffer.alloc(size - start.length), latin1(HDF5), Buffer.from(LAMBDA)]);
    expect(await verdictOf("m.h5", file)).toBe("fail");
  });
});

describe("a configuration is what its name says, to those who read it by its name", () => {
  /** Text that is the header of a tar archive's only member too. */
  function tarText(): Buffer {
    const header = Buffer.alloc(512, "x");
    header.write('{"a":"');
    header.write("00000001000 ", 124);
    header.write("        ", 148);
    header.write("0", 156);
    header.write('",', 500);
    header.fill(" ", 502);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}  `, 148);
    return Buffer.concat([header, Buffer.from(LAMBDA.slice(1).padEnd(512))]);
  }

  test.each([
    ["UTF-16, which json.loads takes", Buffer.from(LAMBDA, "utf16le")],
    ["a tar archive too", tarText()],
  ])("%s", async (_what, config) => {
    const archive = zipBytes([{ name: "config.json", content: config }]);
    expect(await rulesFor({ "m.keras": archive })).toContain("could-not-be-scanned m.keras!config.json");
  });
});

test("a member with a second name, for those who know Info-ZIP's field, is found", async () => {
  const name = Buffer.from("config.json");
  const field = Buffer.alloc(9);
  field.writeUInt16LE(0x7075, 0);
  field.writeUInt16LE(5 + name.length, 2);
  field.writeUInt8(1, 4);
  field.writeUInt32LE(crc32("config.txt"), 5);
  const archive = zipBytes([{ name: "config.txt", content: Buffer.from("{}") }]);
  const central = archive.indexOf("PK\x01\x02", 0, "latin1");
  const nameEnd = central + 46 + "config.txt".length;
  const extra = Buffer.concat([field, name]);
  const changed = Buffer.concat([archive.subarray(0, nameEnd), extra, archive.subarray(nameEnd)]);
  changed.writeUInt16LE(extra.length, central + 30);
  changed.writeUInt32LE(changed.readUInt32LE(changed.length - 10) + extra.length, changed.length - 10);
  expect(await rulesFor({ "m.keras": changed })).toEqual(["archive-disagrees m.keras"]);
});

test("a ZIP64 end that its locator says is elsewhere is found", async () => {
  const archive = zipBytes([{ name: "a.txt", content: Buffer.from("a") }]);
  const [end, start] = [archive.length - 22, archive.indexOf("PK\x01\x02", 0, "latin1")];
  const wide = Buffer.alloc(56 + 20);
  wide.write("PK\x06\x06", 0, "latin1");
  wide.writeBigUInt64LE(44n, 4);
  wide.writeBigUInt64LE(1n, 24);
  wide.writeBigUInt64LE(1n, 32);
  wide.writeBigUInt64LE(BigInt(end - start), 40);
  wide.writeBigUInt64LE(BigInt(start), 48);
  wide.write("PK\x06\x07", 56, "latin1");
  wide.writeBigUInt64LE(BigInt(end), 64);
  const whole = () => Buffer.concat([archive.subarray(0, end), wide, archive.subarray(end)]);
  expect(await rulesFor({ "a.zip": whole() })).toEqual([]);
  wide.writeBigUInt64LE(4n, 64);
  expect(await rulesFor({ "a.zip": whole() })).toEqual(["archive-disagrees a.zip"]);
});

test("a member that only stands where PyTorch has no storages is looked at as any other", async () => {
  const pickle = { name: "m/data.pkl", content: pickleBytes("\x80\x02N.") };
  const packed = { name: "m/model.joblib.bz2", content: latin1("BZh91AY&SY") };
  expect(await rulesFor({ "m.pt": zipBytes([pickle, packed]) })).toEqual([
    "could-not-be-scanned m.pt!m/model.joblib.bz2",
  ]);
  // A storage is bytes of any kind: two of them say nothing.
  const storage = { name: "m/data/0", content: latin1("\x5d\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa") };
  expect(await rulesFor({ "m.pt": zipBytes([pickle, storage]) })).toEqual([]);
});
