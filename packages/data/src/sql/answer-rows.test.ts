import { expect, test } from "vitest";
import { answerRowsOf } from "./answer-rows.ts";
import { ANSWER_COLUMNS } from "./template/cells.ts";

/** A row of ones, with some of its values. */
function row(values: Readonly<Record<string, unknown>>): readonly unknown[] {
  return ANSWER_COLUMNS.map((name) => (Object.hasOwn(values, name) ? values[name] : 1));
}

test("whole numbers may be numbers, bigints and digits, and sums have no negative zero", () => {
  const [read] = answerRowsOf(
    [row({ metric: -1, arm: null, units: 12n, events: "34", sum: -0, squares: "1.5e3", newest: null })],
    "x",
  );
  expect(read).toMatchObject({ metric: -1, arm: null, units: 12, events: 34, squares: 1_500, newest: null });
  expect(Object.is(read?.sum, 0)).toBe(true);
});

test.each([
  { units: 1.5 },
  { units: -1 },
  { units: 2 ** 53 },
  { units: "9007199254740993" },
  { units: 9_007_199_254_740_993n },
  { units: Number.NaN },
  { units: "" },
  { units: "0x10" },
  { units: null },
  { units: true },
  { sum: Number.NaN },
  { sum: Number.POSITIVE_INFINITY },
  { sum: "NaN" },
  { sum: "Infinity" },
  { sum: "1e999" },
  { sum: null },
  { newest: "soon" },
  { newestOutcome: 1.5 },
  { arm: "candidate" },
])("%o is refused by its column", (values) => {
  const [column] = Object.keys(values);
  expect(() => answerRowsOf([row({}), row(values)], "sources.lake")).toThrow(
    `the answer of sources.lake is not valid:\n  1.${column}: `,
  );
});

test("rows of another width are refused", () => {
  expect(() => answerRowsOf([[1, 2]], "sources.lake")).toThrow(
    "sources.lake answered with 2 columns where 21 were asked for",
  );
});
