import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flipBit, uint32, uint64 } from "./fixtures/bytes.ts";
import { countingSource } from "./fixtures/counting-source.ts";
import { cutsOf, flipsOf, isRefused } from "./fixtures/damage.ts";
import { ggufPair, ggufRaw, ggufTensor, ggufText, writeGguf } from "./fixtures/write-gguf.ts";
import { memorySource } from "./memory-source.ts";
import { readGguf } from "./read-gguf.ts";

const F32 = 0;
const Q4_K = 12;
const ARCHITECTURE = ggufPair("general.architecture", "llama");

function read(bytes: Uint8Array) {
  return readGguf(memorySource(bytes), "m.gguf");
}

test("the header's facts are read, and what else it holds is passed over", async () => {
  const texts = Buffer.concat([uint32(8), uint64(2), ggufText("<s>"), ggufText("</s>")]);
  const nested = Buffer.concat([uint32(9), uint64(1), uint32(4), uint64(3), uint32(1), uint32(2), uint32(3)]);
  const bytes = writeGguf(
    [
      ggufPair("llama.context_length", 4096),
      ARCHITECTURE,
      ggufPair("general.name", "Small"),
      ggufPair("general.license", "mit"),
      ggufPair("general.file_type", 15),
      ggufRaw("tokenizer.ggml.tokens", 9, texts),
      ggufRaw("nested", 9, nested),
      ggufRaw("float", 6, uint32(0)),
      ggufRaw("double", 12, uint64(0)),
      ggufRaw("bool", 7, Buffer.from([1])),
      ggufPair("tokenizer.chat_template", "x".repeat(100_000)),
      ggufPair("__proto__", "x"),
    ],
    [ggufTensor("w", [256, 2], Q4_K, 0), ggufTensor("n", [3], F32, 288)],
    288 + 12,
  );
  const { tensors, elements, ...facts } = await read(bytes);
  expect(facts).toEqual({
    version: 3,
    architecture: "llama",
    name: "Small",
    license: "mit",
    fileType: "Q4_K_M",
    contextLength: 4096,
  });
  // A block of Q4_K holds 256 elements in 144 bytes; 288 is a multiple of 32 already.
  expect(tensors).toEqual([
    { name: "w", type: "Q4_K", shape: [256, 2], elements: 512, bytes: 288, offset: 0 },
    { name: "n", type: "F32", shape: [3], elements: 3, bytes: 12, offset: 288 },
  ]);
  expect([...elements]).toEqual([
    ["Q4_K", 512],
    ["F32", 3],
  ]);
});

test("a file type that was guessed is named, one that is unknown is not", async () => {
  expect((await read(writeGguf([ggufPair("general.file_type", 1024 + 7)], [], 0))).fileType).toBe("Q8_0");
  expect((await read(writeGguf([ggufPair("general.file_type", 999)], [], 0))).fileType).toBeUndefined();
});

test("the other byte order is read", async () => {
  const swapped = (bytes: Buffer) => Buffer.from(bytes).reverse();
  const text = (value: string) => Buffer.concat([swapped(uint64(value.length)), Buffer.from(value)]);
  const pair = Buffer.concat([text("general.architecture"), swapped(uint32(8)), text("bert")]);
  const header = [uint32(3), uint64(0), uint64(1)].map(swapped);
  expect((await read(Buffer.concat([Buffer.from("GGUF"), ...header, pair]))).architecture).toBe("bert");
});

test("a text that crosses from one window of the file to the next is read whole", async () => {
  for (let length = 16_300; length < 16_384; length++) {
    const bytes = writeGguf([ggufPair("a", "x".repeat(length)), ggufPair("general.name", "whole")], [], 0);
    expect((await read(bytes)).name, String(length)).toBe("whole");
  }
});

test("of a file of 40 GB only the header is read", async () => {
  const bytes = writeGguf([], [ggufTensor("w", [10e9], F32, 0)], 0);
  const source = countingSource(bytes, bytes.length + 40e9);
  expect((await readGguf(source, "m")).elements.get("F32")).toBe(10e9);
  expect(source.bytesRead).toBeLessThan(100_000);
});

describe("what is no sound GGUF file is named", () => {
  const tensor = ggufTensor("w", [32], F32, 0);
  const counts = (tensors: bigint, pairs: bigint) =>
    Buffer.concat([Buffer.from("GGUF"), uint32(3), uint64(tensors), uint64(pairs), Buffer.alloc(100)]);
  const of = (...pairs: Uint8Array[]) => writeGguf(pairs, [], 0);
  const shaped = (...shape: number[]) => writeGguf([], [ggufTensor("w", shape, F32, 0)], 128);
  const depth = (levels: number): Buffer =>
    Buffer.concat([uint32(levels === 0 ? 0 : 9), uint64(1), levels === 0 ? Buffer.alloc(1) : depth(levels - 1)]);
  test.each([
    ["another beginning", Buffer.from("GGML0000"), 'byte 0: a GGUF file begins with "GGUF"'],
    ["no beginning", Buffer.from("GG"), "4 bytes were expected, but the file has 2 bytes: it is cut short"],
    ["version 1", Buffer.concat([Buffer.from("GGUF"), uint32(1)]), "GGUF version 1; 2 and 3 are known"],
    ["version 4", Buffer.concat([Buffer.from("GGUF"), uint32(4)]), "GGUF version 4"],
    ["too many tensors", counts(1000n, 0n), "byte 8: a tensor count of 1000 is absurd: only 108 bytes follow"],
    ["absurdly many", counts(2n ** 64n - 1n, 0n), "a tensor count of 18446744073709551615 is absurd"],
    ["too many keys", counts(0n, 9n), "a count of keys of 9 is absurd"],
    ["a key twice", of(ggufPair("k", 1), ggufPair("k", 2)), 'the key "k" comes twice'],
    ["an unknown type", of(ggufRaw("k", 13, uint64(0))), "a value of type 13"],
    ["an unknown type in an array", of(ggufRaw("k", 9, Buffer.concat([uint32(99), uint64(0)]))), "type 99"],
    ["a truth value of 2", of(ggufRaw("k", 7, Buffer.from([2]))), "a truth value of 2"],
    ["an endless text", of(ggufRaw("k", 8, uint64(2n ** 40n))), "a text's length of 1099511627776 is absurd"],
    ["an endless array", of(ggufRaw("k", 9, Buffer.concat([uint32(0), uint64(2n ** 40n)]))), "an array's length"],
    ["arrays in arrays", of(ggufRaw("k", 9, depth(5))), "arrays within 4 arrays"],
    [
      "a key that is no UTF-8",
      of(Buffer.concat([uint64(1), Buffer.from([0xff]), uint32(0), Buffer.alloc(1)])),
      "UTF-8",
    ],
    ["an architecture that is a number", of(ggufPair("general.architecture", 1)), '"general.architecture" is no text'],
    ["a name that is a list", of(ggufRaw("general.name", 9, depth(0))), '"general.name" is no text'],
    ["a file type that is a text", of(ggufPair("general.file_type", "Q4")), '"general.file_type" is no whole number'],
    ["an alignment of 0", of(ggufPair("general.alignment", 0)), "general.alignment is 0"],
    ["an alignment of 24", of(ggufPair("general.alignment", 24)), "general.alignment is 24"],
    ["a tensor twice", writeGguf([], [tensor, ggufTensor("w", [32], F32, 128)], 256), 'the tensor "w" comes twice'],
    ["five dimensions", shaped(1, 1, 1, 1, 32), "5 dimensions; ggml allows 4"],
    ["an absurd shape", shaped(2 ** 31, 2 ** 31), "is absurd"],
    [
      "an unknown tensor type",
      writeGguf([], [ggufTensor("w", [32], 4, 0)], 128),
      'tensor "w": the type 4 is not known',
    ],
    ["half a block", writeGguf([], [ggufTensor("w", [128, 2], Q4_K, 0)], 144), "rows of 128; Q4_K has blocks of 256"],
    ["a tensor out of place", writeGguf([], [ggufTensor("w", [32], F32, 32)], 160), "has the offset 32; 0 was due"],
    ["tensors on top of one another", writeGguf([], [tensor, ggufTensor("v", [32], F32, 0)], 256), "128 was due"],
    ["missing data", writeGguf([], [tensor], 127), "needs 128 bytes, but 127 follow: the file is cut short"],
  ])("%s", async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(message);
  });
});

test("a damaged file gives a result or a UserError, a cut one a UserError", async () => {
  const list = ggufRaw("l", 9, Buffer.concat([uint32(8), uint64(2), ggufText("a"), ggufText("b")]));
  const bytes = writeGguf([ARCHITECTURE, list, ggufPair("general.file_type", 0)], [ggufTensor("w", [2], F32, 0)], 8);
  expect(await isRefused(bytes, readGguf)).toBe(false);
  for (const cut of cutsOf(bytes)) expect(await isRefused(cut, readGguf), `${cut.length} bytes`).toBe(true);
  for (const flipped of flipsOf(bytes)) await isRefused(flipped, readGguf);
  const bits = fc.array(fc.nat(8 * bytes.length - 1), { minLength: 2, maxLength: 6 });
  const survives = fc.asyncProperty(bits, async (all) => void (await isRefused(all.reduce(flipBit, bytes), readGguf)));
  await fc.assert(survives, { numRuns: 2000 });
});
