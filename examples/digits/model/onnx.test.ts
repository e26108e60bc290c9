import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readDigits } from "../digits.ts";
import { classify, createNetwork } from "./network.ts";
import { toOnnx } from "./onnx.ts";
import { text, whole } from "./protobuf.ts";
import { brightness } from "./train.ts";

// The two worked examples of protobuf.dev's "Encoding": field 1 = 150, and field 2 = "testing".
test("fields are written as protobuf's documentation shows", () => {
  expect([...whole(1, 150)]).toEqual([0x08, 0x96, 0x01]);
  expect([...text(2, "testing")]).toEqual([0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
});

test("every whole number is written in sevens of bits, the last byte below 128", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (value) => {
      const [, ...bytes] = whole(1, value);
      expect(bytes.reduceRight((sum, byte) => sum * 128 + (byte % 128), 0)).toBe(value);
      expect(bytes.findIndex((byte) => byte < 128)).toBe(bytes.length - 1);
    }),
  );
});

test("what is no whole number from 0 upwards is refused", () => {
  for (const value of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => whole(1, value)).toThrow(RangeError);
});

interface Runtime {
  readonly InferenceSession: {
    create(
      model: Uint8Array,
    ): Promise<{ run(feeds: object): Promise<Record<string, { data: Float32Array; dims: number[] }>> }>;
  };
  readonly Tensor: new (type: string, data: Float32Array, dims: number[]) => object;
}

test("onnxruntime gives the network's own probabilities, for a batch of digits", async () => {
  const { InferenceSession, Tensor }: Runtime = createRequire(import.meta.url)("onnxruntime-web");
  const digits = readDigits().test.slice(0, 20);
  const pixels = Float32Array.from(digits.flatMap((digit) => Array.from(digit.pixels)));
  for (const widths of [
    [784, 10],
    [784, 64, 10],
  ]) {
    const network = createNetwork(widths, 3);
    const session = await InferenceSession.create(toOnnx(network, "test"));
    const { probabilities } = await session.run({ pixels: new Tensor("float32", pixels, [digits.length, 784]) });
    const expected = digits.flatMap((digit) => Array.from(classify(network, brightness(digit.pixels))));
    expect(probabilities?.dims).toEqual([digits.length, 10]);
    for (const [at, share] of expected.entries()) expect(probabilities?.data[at]).toBeCloseTo(share, 5);
  }
});
