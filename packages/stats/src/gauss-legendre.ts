/** Where a function of [-1, 1] is looked at, and what each value weighs in its integral. */
export interface Quadrature {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
}

const ENOUGH_STEPS = 100;

/**
 * The Gauss-Legendre quadrature of so many nodes, exact for polynomials of degree 2n - 1: the roots of the Legendre polynomial
 * by Newton's method from Tricomi's approximations (Abramowitz and Stegun 25.4.29). `n` is a whole number from 1, else a
 * RangeError.
 */
export function gaussLegendre(n: number): Quadrature {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`a quadrature has at least one node; ${n} was given`);
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let i = n - 1; i >= 0; i--) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let { slope } = legendre(n, x);
    for (let step = 0; step < ENOUGH_STEPS; step++) {
      const at = legendre(n, x);
      slope = at.slope;
      const moved = at.value / slope;
      x -= moved;
      if (Math.abs(moved) <= Number.EPSILON) break;
    }
    nodes.push(x);
    weights.push(2 / ((1 - x * x) * slope * slope));
  }
  return { nodes, weights };
}

function legendre(n: number, x: number): { readonly value: number; readonly slope: number } {
  let before = 1;
  let value = x;
  for (let k = 2; k <= n; k++) {
    [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  }
  return { value, slope: (n * (x * value - before)) / (x * x - 1) };
}
