import { createRandom, type Random } from "@airworthy/stats";

interface Generated {
  readonly rows: number;
  /** Decimals of a score: few make ties. */
  readonly digits: number;
  readonly seed: number;
  readonly weighted?: boolean;
}

/** Rows of "yes" and "no", both there, and a score that is higher for "yes" on average. */
export function binaryTable({ isProbability = true, ...given }: Generated & { readonly isProbability?: boolean }) {
  const random = createRandom(given.seed);
  const label = Array.from({ length: given.rows }, (_, row) =>
    row === 0 || (row > 1 && random.next() < 0.4) ? "yes" : "no",
  );
  const score = label.map((name) => {
    const probability = random.next() ** (name === "yes" ? 0.6 : 1.7);
    return rounded(isProbability ? probability : probability * 20 - 10, given.digits);
  });
  return { label, score, isProbability, weights: weightsOf(given, random) };
}

/** Rows of several classes, all there, with a score for each class that sum to 1. */
export function classTable({
  classes,
  oneHot = false,
  ...given
}: Generated & { readonly classes: number; readonly oneHot?: boolean }) {
  const random = createRandom(given.seed);
  const names = Array.from({ length: classes }, (_, index) => `c${String(index).padStart(2, "0")}`);
  const label = Array.from(
    { length: given.rows },
    (_, row) => names[row < classes ? row : random.integer(classes)] ?? "",
  );
  const scores = new Map(names.map((name): [string, number[]] => [name, []]));
  for (const truth of label) {
    const chosen = random.integer(classes);
    const raw = names.map((name, index) =>
      oneHot
        ? Number(index === chosen)
        : 1 + Math.round(random.next() * 10 ** Math.min(given.digits, 9)) + (name === truth ? 2 : 0),
    );
    const sum = raw.reduce((total, value) => total + value, 0);
    for (const [index, name] of names.entries()) scores.get(name)?.push((raw[index] ?? 0) / sum);
  }
  return { classes: names, label, scores: Object.fromEntries(scores), weights: weightsOf(given, random) };
}

/** The columns `scores.<class>` of a table. */
export function scoresOf({ scores }: ReturnType<typeof classTable>): Record<string, number[]> {
  return Object.fromEntries(Object.entries(scores).map(([name, values]) => [`scores.${name}`, values]));
}

function weightsOf({ rows, weighted = false }: Generated, random: Random): number[] | null {
  return weighted ? Array.from({ length: rows }, () => rounded(random.next() * 3 + 0.1, 3)) : null;
}

function rounded(value: number, digits: number): number {
  return digits > 15 ? value : Number(value.toFixed(digits));
}
