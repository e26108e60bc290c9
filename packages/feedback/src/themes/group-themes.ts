import { compareCodePoints } from "@airworthy/evidence";
import { seedFrom } from "@airworthy/stats";
import type { FeedbackKind, FeedbackRow } from "../row/feedback-row.ts";
import { assign, type Clusters, kMeans } from "./k-means.ts";
import { nameThemes } from "./name-themes.ts";
import { silhouetteOf } from "./silhouette.ts";
import { drawTexts, isStructure } from "./structure.ts";
import { placesOf } from "./terms.ts";
import { cosine, type Vectors, vectorsOf } from "./vectors.ts";

export interface Theme {
  /** What sets it apart, most first; untrusted. */
  readonly terms: readonly string[];
  readonly size: number;
  readonly kinds: Readonly<Record<FeedbackKind, number>>;
  /** The ids of those that say it most plainly. */
  readonly examples: readonly string[];
}

export interface Themes {
  readonly state: "grouped" | "too-few" | "no-structure";
  /** Rows with words: what was grouped, or would have been. */
  readonly rows: number;
  /** How far apart the themes are, -1 to 1; null where nothing was grouped. */
  readonly silhouette: number | null;
  /** The largest first. */
  readonly themes: readonly Theme[];
}

export interface ThemeSettings {
  readonly seed: number;
  /** How many themes; the number that parts rows best where it is null. */
  readonly count: number | null;
}

/** Fewer comments are read faster than their themes, which would be chance. */
export const LEAST_ROWS = 12;
/** So many rows a theme on average, at least. */
const LEAST_EACH = 4;
export const MOST_THEMES = 12;
/** Themes are found in a sample, and all rows then put to them. */
const SAMPLE = 2_000;
const EXAMPLES = 3;

/**
 * Comments in groups that speak of the same, by their words alone. Equal rows and seed, equal themes, in whatever order they come.
 * With too few rows, or with rows whose words part no better than the same words dealt out anew, it says so instead.
 */
export function groupThemes(given: readonly FeedbackRow[], settings: ThemeSettings): Themes {
  const terms = new Map(given.map((row) => [row, placesOf(row.text)]));
  const rows = given
    .filter((row) => (terms.get(row)?.length ?? 0) > 0)
    .toSorted((a, b) => compareCodePoints(a.id, b.id));
  const none = { rows: rows.length, silhouette: null, themes: [] };
  if (rows.length < LEAST_ROWS) return { state: "too-few", ...none };
  const texts = rows.map((row) => terms.get(row) ?? new Uint16Array());
  const sample = drawTexts(texts, SAMPLE, seedFrom(settings.seed, "themes"));
  const found = findClusters(sample, rows.length, settings);
  if (found === null) return { state: "no-structure", ...none };
  const vectors = vectorsOf(texts);
  const clusters = assign(vectors, found.centres);
  return {
    state: "grouped",
    rows: rows.length,
    silhouette: found.silhouette,
    themes: themesOf(rows, vectors, clusters),
  };
}

/** Of several numbers of themes the one with the largest silhouette, the smaller where two are equal. */
function findClusters(
  texts: readonly Uint16Array[],
  rows: number,
  { seed, count }: ThemeSettings,
): (Clusters & { readonly silhouette: number }) | null {
  const vectors = vectorsOf(texts);
  const most = Math.min(MOST_THEMES, Math.floor(rows / LEAST_EACH));
  const numbers = count === null ? Array.from({ length: most - 1 }, (_, index) => index + 2) : [Math.min(count, most)];
  const found = numbers.map((k) => {
    const clusters = kMeans(vectors, k, seed);
    return { ...clusters, silhouette: silhouetteOf(vectors, clusters) };
  });
  const best = found.reduce((a, b) => (b.silhouette > a.silhouette ? b : a));
  return count !== null || isStructure(texts, numbers, seed) ? best : null;
}

function themesOf(rows: readonly FeedbackRow[], vectors: Vectors, { centres, of }: Clusters): readonly Theme[] {
  const texts = rows.map(({ id, text, reviewer }) => ({ text, by: reviewer?.toLowerCase() ?? id }));
  const names = nameThemes(texts, of, centres.length);
  const members = centres.map((): number[] => []);
  for (const [row, theme] of of.entries()) members[theme]?.push(row);
  const themes = centres.map((centre, theme): Theme => {
    const own = members[theme] ?? [];
    const near = own.map((row) => ({ row, cosine: cosine(vectors, row, centre) })).sort((a, b) => b.cosine - a.cosine);
    const kinds = { wrong: 0, right: 0, comment: 0 };
    for (const row of own) kinds[rows[row]?.kind ?? "comment"]++;
    const examples = near.slice(0, EXAMPLES).flatMap(({ row }) => rows[row]?.id ?? []);
    return { terms: names[theme] ?? [], size: own.length, kinds, examples };
  });
  const full = themes.filter(({ size }) => size > 0);
  return full.sort((a, b) => b.size - a.size || compareCodePoints(a.terms.join(" "), b.terms.join(" ")));
}
