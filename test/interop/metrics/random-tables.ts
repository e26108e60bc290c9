import { createRandom, type Random } from "@airworthy/stats";

/** Columns of a table; `weights` is null where all rows weigh 1. */
export interface Columns<T> {
  readonly labels: readonly T[];
  readonly predictions: readonly T[];
  readonly weights: readonly number[] | null;
}

/** Items by number: how relevant each is, and those that were ranked, best first. */
export interface Query {
  readonly gains: readonly number[];
  readonly ranked: readonly number[];
}

/** Uneven classes; some are never a label, some never predicted. */
export function randomClasses(rows: number, classes: number, isWeighted: boolean, seed: number): Columns<string> {
  const random = createRandom(seed);
  const skill = random.next();
  const labels = Array.from({ length: rows }, () => `c${Math.min(random.integer(classes), random.integer(classes))}`);
  const predictions = labels.map((label) => (random.next() < skill ? label : `c${random.integer(classes)}`));
  return { labels, predictions, weights: weightsOf(rows, isWeighted, random) };
}

/** Sets of at most `classes` classes, some of them empty. With one class scikit-learn would take them for single labels. */
export function randomSets(rows: number, classes: number, isWeighted: boolean, seed: number): Columns<string[]> {
  const random = createRandom(seed);
  const all = Array.from({ length: classes }, (_, code) => `c${code}`);
  const draw = (share: number) => all.filter(() => random.next() < share);
  // The first row has every class, so that there is no prediction of what is no class.
  const labels = Array.from({ length: rows }, (_, row) => (row === 0 ? all : draw(0.3)));
  const predictions = labels.map((label) => (random.next() < 0.4 ? label : draw(0.3)));
  return { labels, predictions, weights: weightsOf(rows, isWeighted, random) };
}

/** Numbers of many magnitudes, with ties. */
export function randomNumbers(rows: number, isWeighted: boolean, seed: number): Columns<number> {
  const random = createRandom(seed);
  const scale = 10 ** (random.integer(13) - 6);
  const labels = Array.from({ length: rows }, () => scale * (1 + random.integer(40)) * (random.next() < 0.3 ? -1 : 1));
  const predictions = labels.map((label) => label + scale * (random.integer(21) - 10) * 0.5);
  return { labels, predictions, weights: weightsOf(rows, isWeighted, random) };
}

/** Queries over the same items, at least one of them relevant; all items are ranked. */
export function randomQueries(rows: number, items: number, seed: number): Query[] {
  const random = createRandom(seed);
  return Array.from({ length: rows }, () => {
    const gains = Array.from({ length: items }, () => Math.max(0, random.integer(7) - 3));
    gains[random.integer(items)] = 2;
    const keys = gains.map(() => random.next());
    const ranked = [...keys.keys()].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
    return { gains, ranked };
  });
}

/** Texts of articles, punctuation, spaces and letters of several scripts, which stand next to each other at random. */
export function randomTexts(count: number, seed: number): string[] {
  const pieces = [
    ..." \t\u00a0\u2003.,'-_!aanthe9é東ßİΣ²٣",
    "a",
    "an",
    "the",
    "The",
    "A ",
    " AN",
    "word",
    "à",
    "\u0301",
  ];
  const random = createRandom(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: random.integer(12) }, () => pieces[random.integer(pieces.length)] ?? "").join(""),
  );
}

/** Some rows weigh nothing; halves, so that sums are exact and ties of weights occur. */
function weightsOf(rows: number, isWeighted: boolean, random: Random): number[] | null {
  if (!isWeighted) return null;
  return Array.from({ length: rows }, (_, row) => (row === 0 ? 1 : random.integer(8) / 2));
}
