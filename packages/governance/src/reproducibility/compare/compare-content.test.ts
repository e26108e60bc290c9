import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareContent } from "./compare-content.ts";

const EXACT = { absolute: 0, relative: 0 };
const MILLIONTH = { absolute: 1e-6, relative: 1e-6 };

function compare(path: string, first: string | Uint8Array, other: string | Uint8Array, tolerance = EXACT) {
  return compareContent(path, Buffer.from(first), Buffer.from(other), tolerance);
}

describe("JSON", () => {
  test("is compared by places: order and white space are no difference", async () => {
    const found = await compare("a.json", '{"a": 1, "b": [1.0]}', '{"b":[1],"a":1e0}');
    expect(found).toMatchObject({ format: "json", values: 2, difference: null });
  });

  test("names the first value that differs, that is gone, or that is new", async () => {
    expect(await compare("a.json", '{"a": 1, "b": 2}', '{"a": 1, "b": 3}')).toMatchObject({
      difference: { place: "/b", first: "2", other: "3" },
      largest: { absolute: 1, relative: 1 / 3 },
    });
    expect((await compare("a.json", '{"a": 1}', "{}")).difference).toMatchObject({
      place: "/a",
      first: "1",
      other: null,
    });
    expect((await compare("a.json", "[1]", "[1, 2]")).difference).toEqual({ place: "/1", first: null, other: "2" });
  });

  test("keeps apart whole numbers that are one and the same double", async () => {
    const [one, two] = ["[9007199254740993]", "[9007199254740992]"];
    expect((await compare("a.json", one, two)).difference).not.toBeNull();
    expect((await compare("a.json", one, two, MILLIONTH)).difference).toBeNull();
  });

  test("a number is never a text, whatever the tolerance", async () => {
    expect((await compare("a.json", '["1"]', "[1]", MILLIONTH)).difference).not.toBeNull();
  });

  test.each([
    ["an object for an array", '{"0":1}', "[1]"],
    ["an object of an empty key for a number", '{"":1}', "1"],
    ["numbers too large for a double", "[1e400]", "[1e999]"],
    ["whole numbers too large for a double", `[${"1".repeat(401)}]`, `[${"2".repeat(401)}]`],
    ["true for 1", "[true]", "[1]"],
    ["NaN for 1", "[NaN]", "[1]"],
    ["Infinity for a large number", "[Infinity]", "[1e308]"],
  ])("no tolerance forgives %s", async (_, one, two) => {
    expect((await compare("a.json", one, two, { absolute: 1e300, relative: 1 })).difference).not.toBeNull();
    expect((await compare("a.json", two, one, { absolute: 1e300, relative: 1 })).difference).not.toBeNull();
  });

  test("of texts that are longer than a stack is compared value by value", async () => {
    const text = JSON.stringify("x".repeat(20_000_000));
    expect((await compare("a.json", `[${text},1]`, `[${text},2]`)).difference).toMatchObject({ place: "/1" });
  });

  test("is told in whole characters, however it is cut", async () => {
    const text = "a".repeat(78);
    const { difference } = await compare("a.json", JSON.stringify(`${text}😀1`), JSON.stringify(`${text}😀2`));
    expect(difference?.first?.isWellFormed()).toBe(true);
    const key = await compare("a.json", String.raw`{"\ud800":1}`, String.raw`{"\ud800":2}`);
    expect(key.difference?.place).toBe("/\ufffd");
  });

  test("that is none is compared as text", async () => {
    expect(await compare("a.json", "{loss: 0.5}", "{loss: 0.6}")).toMatchObject({
      format: "text",
      difference: { place: "line 1", first: "0.5", other: "0.6" },
    });
  });
});

describe("lines", () => {
  test("of JSON are compared line by line", async () => {
    expect(await compare("a.jsonl", '{"a":1}\n{"a":2}\n', '{"a":1}\n{"a":2.5}\n')).toMatchObject({
      format: "json-lines",
      difference: { place: "line 2 /a" },
    });
  });

  test("of text have their numbers compared, and nothing that only looks like one", async () => {
    const [one, two] = ["epoch 1 loss 0.1000001\n", "epoch 1 loss 0.1000002\n"];
    expect((await compare("log.txt", one, two, MILLIONTH)).difference).toBeNull();
    expect((await compare("log.txt", one, two)).difference?.place).toBe("line 1");
    const wide = { absolute: 100, relative: 1 };
    for (const [a, b] of [
      ["v1.2", "v1.3"],
      ["12:30", "12:31"],
      ["2026-01-02", "2026-01-03"],
      ["a1", "a2"],
    ] as const) {
      expect((await compare("log.txt", a, b, wide)).difference, a).not.toBeNull();
    }
  });

  test("more or fewer of them are a difference", async () => {
    expect((await compare("log.txt", "a\n", "a\n\n", MILLIONTH)).difference).toMatchObject({ place: "line 3" });
    expect((await compare("log.txt", "a\nb", "a", MILLIONTH)).difference).toMatchObject({
      place: "line 2",
      other: null,
    });
  });

  test("without end are compared in no more than linear time", async () => {
    const digits = "1".repeat(300_000);
    expect((await compare("log.txt", `${digits}x`, `${digits}y`)).difference).not.toBeNull();
  });
});

describe("tables", () => {
  test("with a field of very many quotes are compared field by field", async () => {
    const field = `"${'""'.repeat(5_000_000)}"`;
    expect((await compare("a.csv", `a,b\n${field},1`, `a,b\n${field},2`)).difference).toMatchObject({
      place: "line 2, column b",
    });
  });

  test("name line and column of the first cell that differs", async () => {
    const [one, two] = ['id,score\n"a,\n1",0.5\nb,0.25\n', 'id,score\n"a,\n1",0.5\nb,0.75\n'];
    expect(await compare("a.csv", one, two)).toMatchObject({
      format: "table",
      difference: { place: "line 4, column score", first: "0.25", other: "0.75" },
    });
    expect((await compare("a.tsv", "x\t1", "x\t2")).difference?.place).toBe("line 1, column 2");
  });

  test("with cells of other numbers, rows more, or NaN and infinities apart", async () => {
    expect((await compare("a.csv", "s\n0.1\n", "s\n0.1000000001\n", MILLIONTH)).difference).toBeNull();
    expect((await compare("a.csv", "s\n1\n", "s\n1\n2\n", MILLIONTH)).difference).toMatchObject({
      first: null,
      other: "2",
    });
    expect((await compare("a.csv", "s\nnan\n", "s\nNaN\n")).difference).toBeNull();
    expect((await compare("a.csv", "s\n inf\n", "s\n -inf\n", MILLIONTH)).difference).not.toBeNull();
  });
});

describe("arrays", () => {
  /** As numpy.lib.format describes it, version 1.0. */
  function npy(type: string, shape: readonly number[], data: Uint8Array): Buffer {
    const sizes = `${shape.join(", ")}${shape.length === 1 ? "," : ""}`;
    const header = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
    const padded = header.padEnd(64 * Math.ceil((header.length + 11) / 64) - 11, " ");
    const length = Buffer.alloc(2);
    length.writeUInt16LE(padded.length + 1);
    return Buffer.concat([Buffer.from("\x93NUMPY\x01\x00", "latin1"), length, Buffer.from(`${padded}\n`), data]);
  }
  const floats = (...values: number[]) => new Uint8Array(new Float32Array(values).buffer);
  const wholes = (...values: bigint[]) => new Uint8Array(new BigInt64Array(values).buffer);

  test("of NumPy name the element", async () => {
    const [one, two] = [npy("<f4", [2, 2], floats(1, 2, 3, 4)), npy("<f4", [2, 2], floats(1, 2, 3, 4.5))];
    expect(await compare("a.npy", one, two)).toMatchObject({
      format: "npy",
      values: 4,
      difference: { place: "[1, 1]", first: "4", other: "4.5" },
      largest: { absolute: 0.5 },
    });
    expect((await compare("a.npy", one, two, { absolute: 0.5, relative: 0 })).difference).toBeNull();
  });

  test("of whole numbers keep every digit; of another shape they differ in the header", async () => {
    const [one, two] = [npy("<i8", [1], wholes(2n ** 62n)), npy("<i8", [1], wholes(2n ** 62n + 1n))];
    expect((await compare("a.npy", one, two)).difference).toMatchObject({ other: "4611686018427387905" });
    const row = npy("<f4", [1, 2], floats(1, 2));
    expect((await compare("a.npy", row, npy("<f4", [2, 1], floats(1, 2)))).difference?.place).toBe("the header");
  });

  test("of objects, or cut short, are compared byte by byte", async () => {
    const [one, two] = [npy("|O8", [1], floats(1, 2)), npy("|O8", [1], floats(1, 3))];
    expect((await compare("a.npy", one, two, MILLIONTH)).format).toBe("bytes");
    const whole = npy("<f4", [2], floats(1, 2));
    expect((await compare("a.npy", whole, whole.subarray(0, -1), MILLIONTH)).format).toBe("bytes");
  });

  function safetensors(header: object, data: Uint8Array): Buffer {
    const text = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(text.length));
    return Buffer.concat([length, text, data]);
  }

  test("of safetensors are compared by name, within tolerance", async () => {
    const of = (value: number, extra: object = {}) =>
      safetensors({ ...extra, w: { dtype: "F32", shape: [2], data_offsets: [0, 8] } }, floats(1, value));
    expect((await compare("m.safetensors", of(2), of(2.0000001), MILLIONTH)).difference).toBeNull();
    expect((await compare("m.safetensors", of(2), of(3))).difference).toEqual({
      place: "tensor w [1]",
      first: "2",
      other: "3",
    });
    const named = of(2, { __metadata__: { made: "today" } });
    expect((await compare("m.safetensors", of(2), named)).difference?.place).toBe("metadata made");
  });

  test("of half and brain floats are read as numbers", async () => {
    // IEEE 754: 0x3c00 is 1 and 0x3c01 1 + 2^-10 in binary16; 0x3f80 is 1 and 0x3f81 1 + 2^-7 in bfloat16.
    for (const [dtype, bytes, apart] of [
      ["F16", [0x00, 0x3c], 2 ** -10],
      ["BF16", [0x80, 0x3f], 2 ** -7],
    ] as const) {
      const of = (low: number) =>
        safetensors({ w: { dtype, shape: [1], data_offsets: [0, 2] } }, Uint8Array.of(low, bytes[1]));
      const found = await compare("m.safetensors", of(bytes[0]), of(bytes[0] + 1));
      expect(found).toMatchObject({ difference: { first: "1" }, largest: { absolute: apart } });
    }
  });
});

test("bytes that are no text are named by their offset, which no tolerance forgives", async () => {
  const [one, two] = [Uint8Array.of(0, 1, 2), Uint8Array.of(0, 1, 3)];
  expect(await compare("a.bin", one, two, { absolute: 9, relative: 1 })).toMatchObject({
    format: "bytes",
    difference: { place: "byte 2", first: "0x02", other: "0x03" },
  });
  expect((await compare("a.bin", one, one.subarray(0, 2))).difference).toMatchObject({ place: "byte 2", other: null });
});

test("the same content never differs, whatever it is and is called", async () => {
  const path = fc.constantFrom("a.json", "a.jsonl", "a.csv", "a.tsv", "a.npy", "a.safetensors", "a.txt", "a");
  const content = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string().map(Buffer.from));
  await fc.assert(
    fc.asyncProperty(path, content, async (name, bytes) => {
      expect((await compare(name, bytes, bytes)).difference).toBeNull();
    }),
  );
});

test("texts of which a word differs always differ, whatever the tolerance", async () => {
  const text = fc.string({ unit: fc.constantFrom(...'a1.,\n\t"{}: ') });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("a.txt", "a.csv", "a.json"), text, text, async (name, before, after) => {
      const found = await compare(name, `${before} one ${after}`, `${before} two ${after}`, {
        absolute: 1e9,
        relative: 1,
      });
      expect(found.difference).not.toBeNull();
    }),
  );
});
