import { expect, test } from "vitest";
import { CELL, Cells } from "../cells.ts";
import { CategoryBuilder } from "./category-builder.ts";

const double = (count: number) => 2 * count;

function builderOf(isSet = false): (text: string) => CategoryBuilder {
  const builder = new CategoryBuilder({ kind: "category", column: "c", allowed: [], isSet }, 0, double);
  const cells = new Cells(1);
  return (text) => {
    cells.bytes = Buffer.from(text);
    cells.setSpan(0, CELL, 0, cells.bytes.length);
    builder.add(cells);
    return builder;
  };
}

test("codes have 16 bits up to 65,536 values, and 32 from the next on", () => {
  const add = builderOf();
  let builder = add("0");
  for (let value = 1; value < 2 ** 16; value++) builder = add(String(value));
  expect(builder.finish().codes).toBeInstanceOf(Uint16Array);
  add("0");
  const { codes, values } = add("65536").finish();
  expect(codes).toBeInstanceOf(Uint32Array);
  expect(codes).toHaveLength(2 ** 16 + 2);
  expect([codes[1], codes[2 ** 16 - 1], codes[2 ** 16], codes[2 ** 16 + 1]]).toEqual([1, 65_535, 0, 65_536]);
  expect(values[65_536]).toBe("65536");
});

test("a column of more than a million values is no column of categories", () => {
  const add = builderOf();
  for (let value = 0; value < 1_000_000; value++) add(String(value));
  add("999999");
  expect(() => add("1000000")).toThrow('the column "c" has more than 1000000 different values');
});

test("sets of more spellings than are remembered are read all the same", () => {
  const add = builderOf(true);
  for (let value = 0; value < 70_000; value++) add(`b${value}|a`);
  expect(add("a|b69999").finish().codes.slice(-2)).toEqual(Uint32Array.of(69_999, 69_999));
});
