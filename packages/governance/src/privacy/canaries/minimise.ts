interface Vertex {
  readonly point: readonly number[];
  readonly value: number;
}

/** The simplex is done when it spans no more than this in any direction, nor its values. */
const TOLERANCE = 1e-8;
const MOST_STEPS = 1_000;
const FIRST_STEP = 0.1;

/**
 * The point of the least value that the simplex method of Nelder and Mead (The Computer Journal 7, 1965) finds from a start, with the usual
 * coefficients: reflect 1, expand 2, contract and shrink 1/2. Null where it does not settle in 1,000 steps.
 */
export function minimise(of: (point: readonly number[]) => number, start: readonly number[]): readonly number[] | null {
  const at = (point: readonly number[]): Vertex => ({ point, value: of(point) });
  let simplex = [start, ...start.map((_, moved) => start.map((x, i) => (i === moved ? x + FIRST_STEP : x)))].map(at);
  for (let step = 0; step < MOST_STEPS; step++) {
    simplex = simplex.toSorted((a, b) => a.value - b.value);
    const [best] = simplex;
    if (best === undefined) return null;
    if (isSettled(simplex, best)) return best.point;
    simplex = improve(simplex, best, at);
  }
  return null;
}

function improve(sorted: readonly Vertex[], best: Vertex, at: (point: readonly number[]) => Vertex): Vertex[] {
  const kept = sorted.slice(0, -1);
  const worst = sorted.at(-1) ?? best;
  const secondWorst = kept.at(-1) ?? best;
  const centre = best.point.map((_, i) => kept.reduce((sum, { point }) => sum + (point[i] ?? 0), 0) / kept.length);
  const along = (share: number) => at(centre.map((c, i) => c + share * ((worst.point[i] ?? 0) - c)));
  const reflected = along(-1);
  if (reflected.value < best.value) {
    const expanded = along(-2);
    return [...kept, expanded.value < reflected.value ? expanded : reflected];
  }
  if (reflected.value < secondWorst.value) return [...kept, reflected];
  const isOutside = reflected.value < worst.value;
  const contracted = along(isOutside ? -0.5 : 0.5);
  if (contracted.value < (isOutside ? reflected : worst).value) return [...kept, contracted];
  const towards = (point: readonly number[]) => point.map((x, i) => ((best.point[i] ?? 0) + x) / 2);
  return sorted.map((vertex) => (vertex === best ? best : at(towards(vertex.point))));
}

function isSettled(simplex: readonly Vertex[], best: Vertex): boolean {
  return simplex.every(
    ({ point, value }) =>
      Math.abs(value - best.value) <= TOLERANCE &&
      point.every((x, i) => Math.abs(x - (best.point[i] ?? 0)) <= TOLERANCE * Math.max(1, Math.abs(x))),
  );
}
