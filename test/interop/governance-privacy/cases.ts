import { createRandom, normalQuantile, type Random, seedFrom } from "@airworthy/stats";

/** What ours and the reference programs are asked: made from a seed, so that a failure comes back. */
export interface PrivacyCases {
  readonly tables: readonly { readonly [column: string]: readonly (string | number)[] }[];
  readonly attacks: readonly { readonly members: readonly number[]; readonly others: readonly number[] }[];
  readonly lira: readonly { readonly target: readonly number[]; readonly in: number[][]; readonly out: number[][] }[];
  readonly counts: readonly (readonly [tp: number, fp: number, members: number, others: number])[];
  readonly exposures: readonly { readonly canaries: readonly number[]; readonly references: readonly number[] }[];
  readonly mechanisms: readonly (readonly [q: number, sigma: number, order: number])[];
  readonly laplace: readonly (readonly [epsilon: number, order: number])[];
}

export const QUASI_IDENTIFIERS = ["zip", "age"];
export const SENSITIVE = ["disease", "salary"];

export const CASES: PrivacyCases = {
  tables: [20, 100, 400].map(table),
  attacks: [60, 500, 4000].map((rows) => ({
    members: normals(`members ${rows}`, rows, 0.4),
    others: normals(`others ${rows}`, rows + 7, 0),
  })),
  lira: [5, 40].map(shadowed),
  counts: [
    [100, 10, 110, 80],
    [15, 3, 1500, 1500],
    [1500, 1, 1500, 1500],
    [3, 3, 10, 10],
  ],
  exposures: [300, 2000].map((rows) => ({
    canaries: [18.5, 19, 19.5, 20, 20.5, 21, 22],
    references: skewed(`references ${rows}`, rows),
  })),
  mechanisms: [0.001, 0.02, 0.3, 1].flatMap((q) =>
    [0.8, 1.1, 4].flatMap((sigma) => [1.1, 1.7, 2, 4.3, 10.9, 32].map((order) => [q, sigma, order] as const)),
  ),
  laplace: [0.001, 0.5, 3].flatMap((epsilon) => [1.05, 2, 10.9, 256].map((order) => [epsilon, order] as const)),
};

function table(rows: number) {
  const random = createRandom(seedFrom(7, "table", `${rows}`));
  const pick = (values: readonly string[]) => values[Math.floor(random.next() ** 2 * values.length)] ?? "";
  const each = <Value>(of: () => Value) => Array.from({ length: rows }, of);
  return {
    zip: each(() => pick(["10115", "20095", "__proto__", "80331"])),
    age: each(() => 20 + 10 * random.integer(3)),
    disease: each(() => pick(["flu", "cold", "hiv", "asthma", "none"])),
    salary: each(() => 1000 * (3 + random.integer(9))),
  };
}

function shadowed(rows: number) {
  const random = createRandom(seedFrom(7, "lira", `${rows}`));
  const scores = (count: number, shift: number) => Array.from({ length: count }, () => normal(random) + shift);
  return {
    target: scores(rows, 0.5),
    in: Array.from({ length: rows }, () => scores(2 + random.integer(6), 1)),
    out: Array.from({ length: rows }, () => scores(2 + random.integer(6), 0)),
  };
}

/** |z1| weighs in beside z2: skew normal, of shape 3 / 1 (Azzalini 1985). */
function skewed(name: string, rows: number): number[] {
  const random = createRandom(seedFrom(7, name));
  return Array.from({ length: rows }, () => 20 + (3 * Math.abs(normal(random)) + normal(random)) / Math.sqrt(10));
}

function normals(name: string, rows: number, shift: number): number[] {
  const random = createRandom(seedFrom(7, name));
  // Two decimals, so that scores tie.
  return Array.from({ length: rows }, () => Math.round((normal(random) + shift) * 100) / 100);
}

function normal(random: Random): number {
  return normalQuantile(random.next() || 0.5);
}
