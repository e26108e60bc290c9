import { UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { comparedSides, type Values } from "../../fixtures/compared.ts";
import { DRIFT_DEFINITIONS } from "./drift-definitions.ts";

type Columns = Readonly<Record<string, Values>>;

test("a score that moves by a quarter of its rows has a PSI of a quarter ln 3 over two halves, cut by the baseline", () => {
  // Thirds of the baseline: 2 rows each. The candidate has 1, 2 and 3 of them.
  const expected = (1 / 6 - 1 / 3) * Math.log(1 / 2) + (1 / 2 - 1 / 3) * Math.log(3 / 2);
  const score = { baseline: [1, 2, 3, 4, 5, 6], candidate: [1, 3, 4, 5, 6, 7] };
  expect(drift("psi", columns("score", score), { bins: "3" })).toBeCloseTo(expected, 14);
});

test("predictions drift by their categories, whichever version has them", () => {
  const prediction = { baseline: ["a", "a", "b", "b"], candidate: ["a", "a", "c", "c"] };
  // Half in common: the divergence is half a bit.
  expect(drift("jensen-shannon", columns("prediction", prediction))).toBeCloseTo(Math.sqrt(0.5), 14);
  expect(drift("psi", columns("prediction", prediction), { column: "prediction" })).toBeCloseTo(
    2 * (0.5 - 1e-4) * Math.log(0.5 / 1e-4),
    12,
  );
});

test("a column's values can be taken as numbers or as categories", () => {
  const tokens = { baseline: [1, 2, 3, 4], candidate: [1, 2, 3, 9] };
  expect(drift("ks", columns("tokens", tokens), { column: "tokens" })).toBe(0.25);
  expect(metricOf("psi", { column: "tokens" }).requests).toEqual([
    { kind: "number", column: "tokens", isOptional: false, least: Number.NEGATIVE_INFINITY },
  ]);
  expect(metricOf("psi", { column: "tokens", as: "categories" }).requests).toEqual([
    { kind: "category", column: "tokens", allowed: [], isSet: false },
  ]);
});

test("predicted sets of labels are categories as sets", () => {
  const [request] = metricOf("jensen-shannon", {}, true).requests;
  expect(request).toEqual({ kind: "category", column: "prediction", allowed: [], isSet: true });
});

test.each(["psi", "ks", "jensen-shannon"])(
  "%s of the same answers is 0, and only the rows in question count",
  (name) => {
    const parameters = name === "ks" ? {} : { column: "score", as: "numbers" };
    const sides = columns("score", { baseline: [1, 2, 3, 4, 5, 6], candidate: [1, 2, 3, 4, 50, 60] });
    expect(drift(name, sides, parameters, [0, 1, 2, 3])).toBe(0);
    expect(drift(name, sides, parameters, [2, 3, 4, 5])).toBeGreaterThan(0);
  },
);

test("rows count by their weight", () => {
  const sides = { ...columns("score", { baseline: [1, 2, 3], candidate: [1, 2, 9] }), weights: [1, 1, 2] };
  expect(drift("ks", sides)).toBe(0.5);
  const predictions = columns("prediction", { baseline: ["a", "b", "b"], candidate: ["a", "b", "a"] });
  const weighted = drift("psi", { ...predictions, weights: [1, 2, 3] }, { column: "prediction" });
  // A sixth and five sixths become four sixths and two.
  expect(weighted).toBeCloseTo((4 / 6 - 1 / 6) * Math.log(4) + (2 / 6 - 5 / 6) * Math.log(2 / 5), 14);
});

test("no rows have no drift that could be told", () => {
  for (const name of ["psi", "ks"]) {
    expect(drift(name, columns("score", { baseline: [1], candidate: [1] }), {}, [])).toBeNaN();
  }
});

test("bins of categories, too few and too many bins, and other kinds are refused", () => {
  expect(() => metricOf("jensen-shannon", { bins: "5" })).toThrow(/bins are of numbers/);
  expect(() => metricOf("psi", { bins: "2" })).toThrow(UserError);
  expect(() => metricOf("psi", { bins: "10001" })).toThrow(/at most 10000/);
  expect(() => metricOf("psi", { as: "dates" })).toThrow(/numbers or categories/);
});

test("ids name what is not the default", () => {
  expect(metricOf("psi", { column: "score", bins: "10", as: "numbers" }).id).toBe("psi");
  expect(metricOf("psi", { column: "prediction", as: "numbers", bins: "5" }).id).toBe(
    "psi(as=numbers,bins=5,column=prediction)",
  );
  expect(metricOf("jensen-shannon", { column: "score" }).id).toBe("jensen-shannon(column=score)");
  expect(metricOf("ks", { column: "latency" }).id).toBe("ks(column=latency)");
});

function metricOf(name: string, parameters: Readonly<Record<string, string>> = {}, isMultiLabel = false) {
  const definition = DRIFT_DEFINITIONS.find((known) => known.name === name);
  const metric = definition?.create(new Map(Object.entries(parameters)), { positive: null, isMultiLabel });
  if (metric?.kind !== "drift") throw new Error(`${name} is no drift`);
  return metric;
}

interface Drifting {
  readonly baseline: Columns;
  readonly candidate: Columns;
  readonly weights?: readonly number[];
}

function columns(
  name: string,
  { baseline, candidate }: { readonly baseline: Values; readonly candidate: Values },
): Drifting {
  return { baseline: { [name]: baseline }, candidate: { [name]: candidate } };
}

function drift(
  name: string,
  columnsOfSides: Drifting,
  parameters: Readonly<Record<string, string>> = {},
  rows?: readonly number[],
): number {
  const { baseline, candidate } = comparedSides(columnsOfSides);
  if (baseline === null) throw new Error("there is no baseline");
  const all = Array.from({ length: candidate.rows }, (_, row) => row);
  return metricOf(name, parameters).between(baseline, candidate, Uint32Array.from(rows ?? all));
}
