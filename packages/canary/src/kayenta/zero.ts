/** Where a falling function is known to cross zero, and its values there. */
export interface Bracket {
  readonly low: number;
  readonly high: number;
  readonly atLow: number;
  readonly atHigh: number;
}

/** As R's `wilcox.test` has it, and Kayenta after it: of a function with steps the answer depends on it. */
const TOLERANCE = 1e-4;
const MOST_STEPS = 1_000;

/** A place and the function's value there. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Where `valueAt` is zero within a bracket, to 1e-4 as the function's own units go: Brent's zeroin (Algorithms for Minimization
 * without Derivatives, 1973, chapter 4), step for step as R's uniroot and Kayenta take it, since where a function has steps
 * another path ends elsewhere.
 */
export function brentZero(valueAt: (x: number) => number, { low, high, atLow, atHigh }: Bracket): number {
  if (isZero(atLow)) return low;
  if (isZero(atHigh)) return high;
  let previous: Point = { x: low, y: atLow };
  let best: Point = { x: high, y: atHigh };
  let opposite = previous;
  for (let step = 0; step <= MOST_STEPS; step++) {
    const taken = best.x - previous.x;
    if (Math.abs(opposite.y) < Math.abs(best.y)) [previous, best, opposite] = [best, opposite, best];
    const least = 2 * Number.EPSILON * Math.abs(best.x) + TOLERANCE / 2;
    const half = (opposite.x - best.x) / 2;
    if (Math.abs(half) <= least || isZero(best.y)) return best.x;
    const isHopeful = Math.abs(taken) >= least && Math.abs(previous.y) > Math.abs(best.y);
    const wanted = isHopeful ? interpolated(previous, best, opposite, { taken, half, least }) : half;
    const move = Math.abs(wanted) < least ? Math.sign(wanted || -1) * least : wanted;
    previous = best;
    const x = best.x + move;
    best = { x, y: valueAt(x) };
    if (best.y * opposite.y > 0) opposite = previous;
  }
  return best.x;
}

interface Limits {
  readonly taken: number;
  readonly half: number;
  readonly least: number;
}

/** A secant or inverse quadratic step where it stays well inside and shrinks fast enough, else half the bracket. */
function interpolated(previous: Point, best: Point, opposite: Point, { taken, half, least }: Limits): number {
  const width = opposite.x - best.x;
  const ratio = best.y / previous.y;
  let p = width * ratio;
  let q = 1 - ratio;
  if (previous.x !== opposite.x) {
    const outer = previous.y / opposite.y;
    const inner = best.y / opposite.y;
    p = ratio * (width * outer * (outer - inner) - (best.x - previous.x) * (inner - 1));
    q = (outer - 1) * (inner - 1) * (ratio - 1);
  }
  if (p > 0) q = -q;
  else p = -p;
  const isInside = p < 0.75 * width * q - Math.abs(least * q) / 2 && p < Math.abs((taken * q) / 2);
  return isInside ? p / q : half;
}

/** Of numbers of about one, none smaller is told from rounding: Kayenta takes the next double for zero. */
function isZero(value: number): boolean {
  return Math.abs(value) <= Number.MIN_VALUE;
}
