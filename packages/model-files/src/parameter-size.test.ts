import fc from "fast-check";
import { expect, test } from "vitest";
import { parameterSize } from "./parameter-size.ts";

test("published models have the sizes that they are known by", () => {
  // Parameters of Llama 2 7B, GPT-2, BERT base and Llama 3.1 405B as their safetensors files on Hugging Face count them.
  expect(parameterSize(6_738_415_616)).toBe("6.7B");
  expect(parameterSize(124_439_808)).toBe("124.4M");
  expect(parameterSize(109_482_240)).toBe("109.5M");
  expect(parameterSize(405_853_388_800)).toBe("405.9B");
});

test("halves are rounded up, and what rounds to a thousand is one of the next unit", () => {
  expect(parameterSize(1_450)).toBe("1.5K");
  expect(parameterSize(999_949)).toBe("999.9K");
  expect(parameterSize(999_950)).toBe("1M");
  expect(parameterSize(7_000_000_000)).toBe("7B");
  expect(parameterSize(812)).toBe("0.8K");
  expect(parameterSize(50)).toBe("0.1K");
  expect(parameterSize(9_007_199_254_740_991)).toBe("9Q");
});

test("what it cannot say it does not say", () => {
  for (const count of [0, 49, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    expect(parameterSize(count), String(count)).toBeUndefined();
  }
});

test("every size is one of ModelPack's, and within half a tenth of the number", () => {
  const units = new Map([..."KMBTQ"].map((letter, index) => [letter, 1000 ** (index + 1)]));
  fc.assert(
    fc.property(fc.maxSafeInteger().map(Math.abs), fc.integer({ min: 0, max: 15 }), (large, digits) => {
      const count = Math.max(50, Math.floor(large / 10 ** digits));
      const size = parameterSize(count) ?? "";
      expect(size).toMatch(/^\d+(\.\d)?[KMBTQkmbtq]$/);
      const unit = units.get(size.slice(-1)) ?? Number.NaN;
      expect(Math.abs(Number(size.slice(0, -1)) - count / unit)).toBeLessThanOrEqual(0.05 + 1e-9);
    }),
  );
});
