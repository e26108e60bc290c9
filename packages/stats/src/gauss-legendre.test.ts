import { expect, test } from "vitest";
import { gaussLegendre } from "./gauss-legendre.ts";

test("the nodes of three are those of the handbook", () => {
  // Abramowitz and Stegun, table 25.4: 0 and ±sqrt(3/5), weights 8/9 and 5/9.
  const { nodes, weights } = gaussLegendre(3);
  expect(nodes.map((node) => node.toFixed(12))).toEqual(["-0.774596669241", "0.000000000000", "0.774596669241"]);
  expect(weights.map((weight) => weight.toFixed(12))).toEqual(["0.555555555556", "0.888888888889", "0.555555555556"]);
});

test("polynomials up to degree 2n - 1 are integrated exactly", () => {
  for (const n of [1, 2, 5, 16, 64]) {
    const { nodes, weights } = gaussLegendre(n);
    for (const degree of [0, 1, n, 2 * n - 2, 2 * n - 1]) {
      const integral = nodes.reduce((sum, node, index) => sum + (weights[index] ?? 0) * node ** degree, 0);
      expect(integral).toBeCloseTo(degree % 2 === 0 ? 2 / (degree + 1) : 0, 12);
    }
  }
});

test("a quadrature without nodes is refused", () => {
  for (const n of [0, 1.5, Number.NaN]) expect(() => gaussLegendre(n)).toThrow(RangeError);
});
