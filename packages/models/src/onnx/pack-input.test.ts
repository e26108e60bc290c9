import fc from "fast-check";
import { expect, test } from "vitest";
import type { BoundInput } from "./bind-inputs.ts";
import { fieldOf, packInput } from "./pack-input.ts";

const plain: BoundInput = {
  name: "x",
  field: "x",
  type: "float64",
  shape: [2, 3],
  scale: 1,
  offset: -0,
  missing: undefined,
};

/** Lists within lists, as the sizes have them, of numbers in row-major order. */
function nested(values: readonly number[], [size = 1, ...inner]: readonly number[]): unknown {
  if (inner.length === 0) return values;
  const step = values.length / size;
  return Array.from({ length: size }, (_, at) => nested(values.slice(at * step, (at + 1) * step), inner));
}

test("a flat list and lists within lists are the same tensor, whatever the shape", () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(shapes, fc.infiniteStream(fc.double({ noNaN: true, noDefaultInfinity: true })), (shape, stream) => {
      const values = [...stream.take(shape.reduce((product, size) => product * size, 1))];
      const expected = { type: "float64", dims: shape, data: Float64Array.from(values) };
      expect(packInput({ ...plain, shape }, values)).toEqual(expected);
      expect(packInput({ ...plain, shape }, nested(values, shape))).toEqual(expected);
      const free = shape.with(shape.length - 1, -1);
      expect(packInput({ ...plain, shape: free }, nested(values, shape))).toEqual(expected);
    }),
  );
});

test("any value is a whole tensor or a problem, and nothing is thrown", () => {
  const shapes = fc.constantFrom([], [1], [2, 3], [-1], [2, -1], [0]);
  const values = fc.oneof(fc.anything({ withBigInt: true, withSparseArray: true }), fc.array(fc.array(fc.double())));
  fc.assert(
    fc.property(
      values,
      shapes,
      fc.constantFrom("float32" as const, "int64" as const, "string" as const),
      (value, shape, type) => {
        const packed = packInput({ ...plain, type, shape }, value);
        if ("problem" in packed) {
          expect(packed.problem).not.toBe("");
          return;
        }
        expect(packed.data.length).toBe(packed.dims.reduce((product, size) => product * size, 1));
        if (type === "float32")
          expect(Array.from<unknown, number>(packed.data, Number).every(Number.isFinite)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test.each<[unknown, readonly number[], RegExp]>([
  [
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    [2, 3],
    /has a list of 3 where the shape \[2, 3\] has 2/,
  ],
  [
    [
      [1, 2, 3],
      [4, 5],
    ],
    [2, 3],
    /has a list of 2 where the shape \[2, 3\] has 3/,
  ],
  [[[1, 2, 3], 4], [2, 3], /has 4 where the shape \[2, 3\] has 3/],
  [[[[1]], [[2]]], [2, 1], /has a list at place 0; it must be a float64/],
  [[1, 2, 3], [2, -1], /has 3 elements, which do not fill the shape \[2, -1\]/],
  [undefined, [2], /^the input's "x" is missing; 2 elements are needed$/],
])("%j for %j is a problem", (value, shape, problem) => {
  expect(packInput({ ...plain, shape }, value)).toEqual({ problem: expect.stringMatching(problem) });
});

test("a question's fields are its own, never what every object has", () => {
  expect(fieldOf({ ...plain, field: "constructor" }, {})).toBeUndefined();
  expect(fieldOf({ ...plain, field: ["a", "__proto__"] }, { a: 1 })).toEqual([1, undefined]);
  expect(fieldOf(plain, "text")).toBeUndefined();
  expect(fieldOf({ ...plain, field: null }, "text")).toBe("text");
});
