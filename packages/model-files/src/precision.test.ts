import { expect, test } from "vitest";
import { precisionOf } from "./precision.ts";

function precision(counts: Readonly<Record<string, number>>) {
  return precisionOf(new Map(Object.entries(counts)));
}

test("types are named as PyTorch names them, in the order of code points", () => {
  expect(precision({ F16: 50, BF16: 50 })).toBe("bfloat16,float16");
  expect(precision({ float: 1 })).toBe("float32");
  expect(precision({ F32: 1, double: 1, int8: 1, F8_E4M3: 1 })).toBe("float32,float64,float8_e4m3fn,int8");
});

test("a type counts from a hundredth of the elements on", () => {
  expect(precision({ BF16: 99, I64: 1 })).toBe("bfloat16,int64");
  expect(precision({ BF16: 99.1, I64: 0.9 })).toBe("bfloat16");
});

test("of no weights, or quantized ones, nothing is said", () => {
  expect(precision({})).toBeUndefined();
  expect(precision({ F32: 0 })).toBeUndefined();
  expect(precision({ Q4_K: 999, F32: 1 })).toBeUndefined();
});
