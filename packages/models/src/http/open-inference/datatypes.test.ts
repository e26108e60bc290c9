import { expect, test } from "vitest";
import { DATATYPES, type Datatype, flatten, isElement } from "./datatypes.ts";

test("each datatype takes its own elements, to its limits and not beyond", () => {
  // Two's complement, and the greatest finite numbers of IEEE 754: (2 - 2^-10) 2^15, (2 - 2^-23) 2^127, (2 - 2^-52) 2^1023.
  const limits: [Datatype, readonly unknown[], readonly unknown[]][] = [
    ["BOOL", [true, false, 0, 1], [2, "true", null]],
    ["UINT8", [0, 255], [-1, 256, 0.5]],
    ["UINT16", [65_535], [65_536]],
    ["UINT32", [4_294_967_295], [4_294_967_296]],
    ["UINT64", [2 ** 53 - 1], [-1, 2 ** 53]],
    ["INT8", [-128, 127], [-129, 128]],
    ["INT16", [-32_768, 32_767], [32_768]],
    ["INT32", [-2_147_483_648, 2_147_483_647], [2_147_483_648]],
    ["INT64", [-(2 ** 53 - 1), 2 ** 53 - 1], [2 ** 53]],
    ["FP16", [(2 - 2 ** -10) * 2 ** 15, -0.1], [65_536]],
    ["FP32", [(2 - 2 ** -23) * 2 ** 127], [2 ** 128]],
    ["FP64", [(2 - 2 ** -52) * 2 ** 1023], []],
    ["BYTES", ["", "text"], [1, null]],
  ];
  expect(limits.map(([datatype]) => datatype)).toEqual([...DATATYPES]);
  for (const [datatype, right, wrong] of limits) {
    for (const value of right) expect(isElement(value, datatype), `${datatype} ${value}`).toBe(true);
    for (const value of wrong) expect(isElement(value, datatype), `${datatype} ${value}`).toBe(false);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, [1]]) {
      expect(isElement(value, datatype), `${datatype} ${value}`).toBe(false);
    }
  }
});

test("data is taken row by row, nested or flat, up to a number of elements and levels", () => {
  expect(
    flatten(
      [
        [1, 2],
        [3, 4],
      ],
      4,
    ),
  ).toEqual([1, 2, 3, 4]);
  expect(flatten("text", 1)).toEqual(["text"]);
  expect(() => flatten([[1, 2], [3]], 2)).toThrow(RangeError);
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(() => flatten(deep, 4)).toThrow("nested too deeply");
});
