import { createRandom, type PairSums, type Side } from "@airworthy/stats";

/** Windows as [candidate's units, its events, baseline's units, its events]. */
type Window = readonly [number, number, number, number];

/** What the reference programs are asked. */
export const CASES = {
  pairs: [
    { candidate: sumsOf(3_461, 0.7, 1), baseline: sumsOf(3_000, 0.5, 2), alpha: 0.05, tightestAt: 1_000 },
    { candidate: sumsOf(50, 3, 3), baseline: sumsOf(950, 3.2, 4), alpha: 0.01, tightestAt: 5_000 },
    { candidate: sumsOf(20_000, 1, 5), baseline: sumsOf(20_000, 1.1, 6), alpha: 0.1, tightestAt: 20_000 },
  ],
  mixtures: [
    [135, 625, 0.2, "two-sided", 0.05, 625],
    [0, 40, 0.3, "lower", 0.05, 100],
    [39.5, 40, 0.3, "lower", 0.05, 100],
    [2, 10_000, 0.001, "upper", 0.01, 5_000],
    [30, 10_000, 0.001, "two-sided", 0.01, 5_000],
    [500_900, 1_000_000, 0.5, "two-sided", 0.05, 100_000],
  ] satisfies (readonly [number, number, number, Side, number, number])[],
  rates: [
    [700, 1_000, 0.05, 100],
    [12, 40_000, 0.01, 5_000],
    [39_990, 40_000, 0.05, 5_000],
    [3.75, 20, 0.2, 10],
  ] satisfies (readonly [number, number, number, number])[],
  bounded: [
    [uniforms(400, 1), 0.05],
    [uniforms(2_000, 2).map((value) => 0.4 + value / 10), 0.01],
    [uniforms(3_000, 3).map((value) => (value < 0.02 ? 1 : 0)), 0.05],
  ] satisfies (readonly [readonly number[], number])[],
  rareEvents: [
    [[[1_000, 5, 19_000, 20]], 1, 0, 1],
    [
      [
        [500, 0, 9_500, 11],
        [2_500, 4, 7_500, 9],
      ],
      1.2,
      0.0005,
      1,
    ],
    [[[5_000, 1, 5_000, 9]], 1, 0.001, -1],
    [[[100, 3, 300, 2]], 0.9, -0.01, 1],
  ] satisfies (readonly [readonly Window[], number, number, 1 | -1])[],
  series: [carried(40, 0.2, 7), carried(500, 0.6, 8), carried(3_000, -0.4, 9)],
};

/** Users with a skewed number of views, and clicks that go with them. */
function sumsOf(units: number, level: number, seed: number): PairSums {
  const random = createRandom(seed);
  let [sum, squares, otherSum, otherSquares, products] = [0, 0, 0, 0, 0];
  for (let unit = 0; unit < units; unit++) {
    const views = 1 + Math.floor(-3 * Math.log(1 - random.next()));
    const clicks = level * views * random.next();
    sum += clicks;
    squares += clicks * clicks;
    otherSum += views;
    otherSquares += views * views;
    products += clicks * views;
  }
  return { units, sum, squares, otherSum, otherSquares, products };
}

function uniforms(count: number, seed: number): number[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.next());
}

function carried(count: number, share: number, seed: number): number[] {
  let value = 0;
  return uniforms(count, seed).map((step) => {
    value = share * value + step;
    return value;
  });
}
