import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flipBit } from "./fixtures/bytes.ts";
import { countingSource } from "./fixtures/counting-source.ts";
import { cutsOf, flipsOf, isRefused } from "./fixtures/damage.ts";
import { tensorEntry, writeSafetensors } from "./fixtures/write-safetensors.ts";
import { memorySource } from "./memory-source.ts";
import { readSafetensors } from "./read-safetensors.ts";
import { SAFETENSORS_BITS } from "./safetensors-types.ts";

const A = tensorEntry("F32", [1], 0, 4);

function read(header: string | Uint8Array, dataBytes: number, length?: bigint) {
  return readSafetensors(memorySource(writeSafetensors(header, dataBytes, length)), "m.safetensors");
}

test("tensors come in the order of their bytes, with their elements counted by type", async () => {
  const header = `{"b":${tensorEntry("BF16", [2, 3], 4, 16)}, "a":${A},"__metadata__":{"format":"pt"}}   `;
  const { tensors, elements, metadata } = await read(header, 16);
  expect(tensors).toEqual([
    { name: "a", type: "F32", shape: [1], elements: 1, start: 0, end: 4 },
    { name: "b", type: "BF16", shape: [2, 3], elements: 6, start: 4, end: 16 },
  ]);
  expect([...elements]).toEqual([
    ["F32", 1],
    ["BF16", 6],
  ]);
  expect([...metadata]).toEqual([["format", "pt"]]);
});

test("scalars, empty tensors and files without tensors are sound", async () => {
  const entries = `"s":${tensorEntry("F64", [], 0, 8)},"e":${tensorEntry("F32", [4, 0], 8, 8)}`;
  expect((await read(`{${entries}}`, 8)).tensors.map(({ elements }) => elements)).toEqual([1, 0]);
  expect((await read("{}", 0)).tensors).toEqual([]);
});

test("names that mean something to JavaScript are names like others", async () => {
  const header = `{"__proto__":${A},"constructor":${tensorEntry("U8", [1], 4, 5)},"__metadata__":{"__proto__":"x"}}`;
  const { tensors, metadata } = await read(header, 5);
  expect(tensors.map(({ name }) => name)).toEqual(["__proto__", "constructor"]);
  expect(metadata.get("__proto__")).toBe("x");
});

test("every type has the bits that its name says", async () => {
  for (const [type, bits] of SAFETENSORS_BITS) {
    const said = type === "BOOL" ? 8 : Number(/\d+/.exec(type)?.[0]);
    expect(bits, type).toBe(said);
    // Eight elements of n bits take n bytes.
    await expect(read(`{"t":${tensorEntry(type, [8], 0, said)}}`, said), type).resolves.toBeDefined();
    await expect(read(`{"t":${tensorEntry(type, [8], 0, said + 1)}}`, said + 1), type).rejects.toThrow("do not fill");
  }
});

test("of a file of 40 GB only the header is read", async () => {
  const size = 40e9;
  const bytes = writeSafetensors(`{"t":${tensorEntry("F16", [20e9], 0, size)}}`, 0);
  const source = countingSource(bytes, bytes.length + size);
  expect((await readSafetensors(source, "m")).elements.get("F16")).toBe(20e9);
  expect(source.bytesRead).toBe(bytes.length);
});

test("a header length beyond the limit or the file is refused before anything is read", async () => {
  const source = countingSource(writeSafetensors("{}", 0, 5_000_000_000n));
  await expect(readSafetensors(source, "m")).rejects.toThrow(
    "m: a header of 5000000000 bytes was given; at most 100000000 are allowed",
  );
  expect(source.bytesRead).toBe(8);
  await expect(read("{}", 0, 2n ** 64n - 1n)).rejects.toThrow("18446744073709551615 bytes was given; at most");
  await expect(read("{}", 0, 3n)).rejects.toThrow("a header of 3 bytes was given, but only 2 bytes follow");
});

describe("what the format does not allow is named", () => {
  const second = tensorEntry("U8", [1], 4, 5);
  test.each([
    ["", 0, 'the header must begin with "{"'],
    [` {"a":${A}}`, 4, 'm.safetensors, byte 8: the header must begin with "{"'],
    ["[]", 0, 'must begin with "{"'],
    [`{"a":${A}}\n`, 4, "only spaces may follow"],
    [`{"a":${A}}{}`, 4, "only spaces may follow"],
    [`{"a":${A},}`, 4, "a text was expected"],
    [`{"a":${A}`, 4, '"}" was expected'],
    [`{"a":${A},"a":${A}}`, 4, 'the key "a" comes twice'],
    [`{"a":${A},"\\u0061":${second}}`, 5, 'the key "a" comes twice'],
    [`{"__metadata__":{},"__metadata__":{}}`, 0, 'the key "__metadata__" comes twice'],
    [`{"__metadata__":{"k":"1","k":"2"}}`, 0, 'the key "k" comes twice'],
    [`{"__metadata__":{"k":1}}`, 0, "a text was expected"],
    [`{"__metadata__":null}`, 0, "an object was expected"],
    [`{"a":${A.replace("}", ',"dtype":"F32"}')}}`, 4, 'the key "dtype" comes twice'],
    [`{"a":${A.replace("}", ',"x":1}')}}`, 4, 'tensor "a": the field "x" was given'],
    [`{"a":{"dtype":"F32","shape":[1]}}`, 4, "dtype, shape and data_offsets must be given"],
    [`{"a":["F32",[1],[0,4]]}`, 4, "an object was expected"],
    [`{"a":${A.replace("F32", "f32")}}`, 4, 'the dtype "f32" was given; F4, F6_E2M3'],
    [`{"a":${A.replace("[1]", "[-1]")}}`, 4, "a whole number of at least 0 was expected"],
    [`{"a":${A.replace("[1]", "[1.0]")}}`, 4, '"]" was expected'],
    [`{"a":${A.replace("[1]", "[1e0]")}}`, 4, '"]" was expected'],
    [`{"a":${A.replace("[1]", "[01]")}}`, 4, "a whole number of at least 0 was expected"],
    [`{"a":${A.replace("[1]", "[9007199254740992]")}}`, 4, "a number beyond 2^53 - 1"],
    [`{"a":${A.replace("[1]", "[4294967296,4294967296,0]")}}`, 4, "more than 2^53 - 1 elements"],
    [`{"a":${A.replace("[0,4]", "[4,0]")}}`, 4, "data_offsets"],
    [`{"a":${A.replace("[0,4]", "[0,4,8]")}}`, 8, "data_offsets"],
    [`{"a":${A.replace("[0,4]", "[0,3]")}}`, 3, "1 elements of F32 do not fill 3 bytes exactly"],
    [`{"a":${tensorEntry("F4", [1], 0, 1)}}`, 1, "1 elements of F4 do not fill 1 bytes exactly"],
    [`{"a":${A},"b":${tensorEntry("U8", [1], 5, 6)}}`, 6, 'tensor "b" leaves a hole before it'],
    [`{"a":${A},"b":${tensorEntry("U8", [1], 3, 4)}}`, 4, 'tensor "b" overlaps another tensor'],
    [`{"a":${A},"b":${A}}`, 4, "overlaps another tensor"],
    [`{"a":${A}}`, 5, "the tensors take 4 bytes, but 5 bytes follow"],
    [`{"a":${A}}`, 3, "the tensors take 4 bytes, but 3 bytes follow"],
    [`{"\\ud800":${A}}`, 4, "not valid UTF-8 or has an escape"],
    [`{"\\x61":${A}}`, 4, "not valid UTF-8 or has an escape"],
    [`{"a\u0000":${A}}`, 4, "a control character"],
    [`{"a`, 0, "does not end"],
    [`{"a\\`, 0, "does not end"],
  ])("%s", async (header, dataBytes, message) => {
    await expect(read(header, dataBytes)).rejects.toThrow(message);
  });
});

test("bytes that are no UTF-8 are refused", async () => {
  const header = Buffer.concat([Buffer.from('{"a'), Buffer.from([0xff]), Buffer.from(`":${A}}`)]);
  await expect(read(header, 4)).rejects.toThrow("m.safetensors, byte 10: a text that is not valid UTF-8");
});

test("whatever name JSON can write is read as JSON.parse reads it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), async (name) => {
      fc.pre(name !== "__metadata__");
      expect((await read(`{${JSON.stringify(name)}:${A}}`, 4)).tensors[0]?.name).toBe(name);
    }),
  );
});

test("a damaged file gives a result or a UserError, a cut one a UserError", async () => {
  const header = `{"__metadata__":{"k":"\\u0061"},"w":${tensorEntry("F16", [2, 2], 0, 8)},"b":${tensorEntry("I8", [1], 8, 9)}}`;
  const bytes = writeSafetensors(header, 9);
  expect(await isRefused(bytes, readSafetensors)).toBe(false);
  for (const cut of cutsOf(bytes)) expect(await isRefused(cut, readSafetensors), `${cut.length} bytes`).toBe(true);
  for (const flipped of flipsOf(bytes)) await isRefused(flipped, readSafetensors);
  const bits = fc.array(fc.nat(8 * bytes.length - 1), { minLength: 2, maxLength: 6 });
  const survives = fc.asyncProperty(
    bits,
    async (all) => void (await isRefused(all.reduce(flipBit, bytes), readSafetensors)),
  );
  await fc.assert(survives, { numRuns: 2000 });
});
