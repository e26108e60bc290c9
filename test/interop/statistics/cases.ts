import { createRandom } from "@airworthy/stats";

const random = createRandom(20_250_101);

type Pair = readonly [number, number];
type Triple = readonly [number, number, number];
type Four = readonly [number, number, number, number];
type Five = readonly [number, number, number, number, number];

/** What is asked of both: extremes first, then what is drawn from a fixed seed. */
export const CASES = {
  mcnemar: some<Pair>(200, () => [anyCount(), 1 + anyCount()], [
    [0, 3],
    [3, 3],
    [15, 19],
    [0, 900],
    [400, 601],
    [9000, 11000],
    [40_000, 41_000],
  ]),
  wilson: some<Triple>(200, () => [...share(), level()], [
    [0, 1, 0.5],
    [0, 10, 0.95],
    [10, 10, 0.95],
    [1, 1_000_000, 0.8],
  ]),
  pValues: some<readonly number[]>(200, pValues, [[0.5], [0.2, 0.2, 0.2], [0, 1, 1e-300, 0.05]]),
  normalQuantiles: some<number>(200, () => random.next(), [1e-300, 1e-10, 0.001, 0.025, 0.5, 0.975, 0.999999]),
  normalShares: some<number>(300, () => 20 * random.next() - 15, [-37, -20, -2, 0, 2, 8]),
  binomials: some<Triple>(200, () => [...share(), random.next()], [
    [500, 1000, 0.5],
    [900, 1000, 0.5],
    [3, 1_000_000, 2e-6],
    [990_000, 1_000_000, 0.99],
    [7, 7, 0.999],
  ]),
  // Nearer to the centre than these, SciPy's own digits give out; the unit tests have closed forms there.
  studentPValues: some<Pair>(400, () => [10 ** (5 * random.next() - 2), degrees()]),
  studentQuantiles: some<Pair>(400, () => [0.49 * 10 ** (-30 * random.next() ** 2), degrees()]),
  fisher: some<Four>(250, () => [anyCount(), anyCount(), anyCount(), anyCount()], [
    [0, 3, 3, 0],
    [0, 0, 0, 5],
    [1, 0, 0, 1],
    [2500, 2600, 2400, 2700],
    [0, 3000, 40, 3000],
    [9000, 1000, 8900, 1100],
  ]),
  newcombe: some<Five>(250, () => [...share(), ...share(), level()], [
    [0, 1, 1, 1, 0.95],
    [10, 10, 0, 20, 0.95],
  ]),
  newcombePaired: some<Five>(250, () => [anyCount(), anyCount(), anyCount(), 1 + anyCount(), level()], [
    [1, 0, 0, 0, 0.95],
    [0, 1, 0, 0, 0.95],
    [90, 5, 5, 900, 0.99],
  ]),
  oneSample: some<readonly [number[], number]>(200, () => [sample(), level()]),
  twoSamples: some<readonly [number[], number[], number]>(200, () => [sample(), sample(), level()]),
  moments: some<readonly [number[], number[]]>(200, () => weighted(random.next() < 0.3 ? 1e6 : 0)),
  wilcoxon: some<readonly number[]>(300, differences, [[1], [-2], [0, 1], [3, 3], [0, 0, 5]]),
  permutation: some<readonly number[]>(60, () => times(2 + random.integer(8), () => random.integer(21) - 10)),
  clustered: some<readonly [number[], number[]]>(100, inClusters),
  // Whole numbers, 16 of them, have exact means: draws tie with the estimate, and both sides have to see to it.
  bca: some<readonly [number[], number]>(30, () => [times(16, () => random.integer(12) ** 2), level()]),
};

function some<T>(count: number, draw: () => T, extremes: readonly T[] = []): readonly T[] {
  return [...extremes, ...times(count, draw)];
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

/** Small ones most often, 0 among them. */
function anyCount(): number {
  return random.integer([3, 12, 60, 400][random.integer(4)] ?? 1);
}

/** Some of at least one. */
function share(): Pair {
  const n = 1 + anyCount();
  return [random.integer(n + 1), n];
}

function pValues(): number[] {
  return times(1 + random.integer(20), () => (random.next() < 0.3 ? 0.05 : random.next() ** 4));
}

function level(): number {
  return [0.5, 0.8, 0.9, 0.95, 0.99, 0.999][random.integer(6)] ?? 0.95;
}

/** From 1 to a million, fractional. */
function degrees(): number {
  return 10 ** (6 * random.next());
}

/** Two to forty values about some centre, in any unit. */
function sample(): number[] {
  const unit = 10 ** (random.integer(9) - 4);
  const centre = 2 * random.next() - 1;
  return times(2 + random.integer(39), () => unit * (centre + random.next() - random.next()));
}

function weighted(offset: number): readonly [number[], number[]] {
  const values = sample().map((value) => value + offset);
  return [values, values.map(() => (random.next() < 0.1 ? 0 : random.next() * 5))];
}

/** Some with ties and zeros, some without. */
function differences(): number[] {
  const isTied = random.next() < 0.5;
  const values = times(1 + random.integer(90), () => 2 * random.next() - 0.8);
  return isTied ? values.map((value) => Math.round(5 * value)).concat(1) : values;
}

function inClusters(): readonly [number[], number[]] {
  const values = sample();
  const clusters = 2 + random.integer(8);
  return [values, values.map((_, row) => (row < 2 ? row : random.integer(clusters)))];
}
