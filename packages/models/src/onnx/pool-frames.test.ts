import { expect, test } from "vitest";
import { pool } from "./pool-frames.ts";

const frame = (...values: number[]) => ({ type: "float32", dims: [1, values.length], data: Float32Array.from(values) });

test.each([
  ["last", [-4, 8]],
  ["max", [2, 8]],
  ["mean", [-0.5, 5]],
] as const)("%s of the frames [0.5, 3], [2, 4], [-4, 8]", (answer, expected) => {
  const frames = pool(answer);
  for (const values of [
    [0.5, 3],
    [2, 4],
    [-4, 8],
  ])
    frames.add(frame(...values));
  const { dims, data } = frames.result();
  expect(dims).toEqual([1, 2]);
  for (const [at, value] of expected.entries()) expect(data[at]).toBeCloseTo(value, 12);
});

test("a frame that is no number makes no answer of the others", () => {
  for (const answer of ["max", "mean"] as const) {
    const frames = pool(answer);
    for (const value of [1, Number.NaN, 2]) frames.add(frame(value));
    expect(frames.result().data[0]).toBeNaN();
  }
});

test("no frame, frames of different sizes, and texts have no result", () => {
  expect(() => pool("last").result()).toThrow(/no frame/);
  const frames = pool("max");
  frames.add(frame(1));
  expect(() => frames.add(frame(1, 2))).toThrow(/differ in size/);
  expect(() => pool("mean").add({ type: "string", dims: [1], data: ["a"] })).toThrow(/texts/);
});
