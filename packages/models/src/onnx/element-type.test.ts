import { expect, test } from "vitest";
import { ELEMENT_TYPES, type ElementType, elementTypeOf, fillingOf } from "./element-type.ts";

test("types are known by ONNX's words; those that cannot be filled in are none", () => {
  expect(elementTypeOf("tensor(float)")).toBe("float32");
  expect(elementTypeOf("tensor(double)")).toBe("float64");
  expect(elementTypeOf("tensor(int64)")).toBe("int64");
  for (const other of [
    "tensor(float16)",
    "tensor(float32)x",
    "seq(tensor(float))",
    "seq(map(int64,tensor(float)))",
    "",
  ]) {
    expect(elementTypeOf(other), other).toBeNull();
  }
});

const LIMITS: readonly [ElementType, unknown[], unknown[]][] = [
  ["float32", [0, -0.1, 3.4e38, Number.NaN], [3.5e38, "1", true, null, undefined, 1n]],
  ["float64", [1.7e308], [Number.POSITIVE_INFINITY, "1", null]],
  ["int8", [-128, 127], [-129, 128, 0.5, Number.NaN, "1", true]],
  ["uint8", [0, 255], [-1, 256]],
  ["int16", [-32_768, 32_767], [32_768]],
  ["uint16", [65_535], [65_536, -1]],
  ["int32", [-2_147_483_648, 2_147_483_647], [2_147_483_648]],
  ["uint32", [4_294_967_295], [4_294_967_296, -1]],
  ["int64", [-9_007_199_254_740_991, 9_007_199_254_740_991], [9_007_199_254_740_992, 0.5, "1"]],
  ["uint64", [0, 9_007_199_254_740_991], [-1, 9_007_199_254_740_992]],
  ["bool", [true, false, 0, 1], [2, "true", null]],
  ["string", ["", "a"], [1, true, null, undefined]],
];

test.each(LIMITS)("%s takes what it can hold and nothing else", (type, taken, refused) => {
  for (const value of taken) {
    const filling = fillingOf(type, 1);
    expect(filling.set(0, value), String(value)).toBe(true);
    if (type === "string") expect(filling.data[0]).toBe(value);
    else if (type === "float32") expect(filling.data[0]).toBe(Math.fround(Number(value)));
    else expect(Number(filling.data[0])).toBe(Number(value));
  }
  for (const value of refused) expect(fillingOf(type, 1).set(0, value), String(value)).toBe(false);
});

test("every type has its limits tested", () => {
  expect(LIMITS.map(([type]) => type)).toEqual([...ELEMENT_TYPES]);
});
