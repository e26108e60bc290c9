import { compareCodePoints } from "@airworthy/evidence";
import { termsOf } from "./terms.ts";

const MOST_TERMS = 6;
/** Different terms of a theme that are counted at all; those that many use come early. */
const MOST_COUNTED = 50_000;

/** A word that one person alone uses may tell who it is. */
const SEVERAL = null;

export interface Written {
  readonly text: string;
  /** Whoever wrote it; of several texts whose writers nobody knows each has one of its own. */
  readonly by: string;
}

/**
 * The terms of each theme that set it apart from all others: by how much more of its texts have a term than of all, times how
 * rare it is. Each text has a theme, below `themes`, and somebody who wrote it.
 */
export function nameThemes(
  texts: readonly Written[],
  of: ArrayLike<number>,
  themes: number,
): readonly (readonly string[])[] {
  const all = new Map<string, number>();
  const own = Array.from({ length: themes }, () => new Map<string, number>());
  const sizes = new Uint32Array(themes);
  const users = own.map(() => new Map<string, string | null>());
  for (const [index, { text, by }] of texts.entries()) {
    const theme = of[index] ?? 0;
    sizes[theme] = (sizes[theme] ?? 0) + 1;
    for (const term of new Set(termsOf(text))) {
      count(all, term);
      count(own[theme] ?? all, term);
      const only = users[theme]?.get(term);
      users[theme]?.set(term, only === undefined || only === by ? by : SEVERAL);
    }
  }
  return own.map((counts, theme) => {
    const weigh = (term: string, having: number) => {
      const everywhere = all.get(term) ?? having;
      const more = having / (sizes[theme] ?? 1) - everywhere / texts.length;
      return more * Math.log((1 + texts.length) / everywhere);
    };
    return [...counts]
      .filter(([term]) => users[theme]?.get(term) === SEVERAL)
      .map(([term, having]) => ({ term, weight: weigh(term, having) }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight || compareCodePoints(a.term, b.term))
      .slice(0, MOST_TERMS)
      .map(({ term }) => term);
  });
}

function count(counts: Map<string, number>, term: string): void {
  const before = counts.get(term);
  if (before !== undefined || counts.size < MOST_COUNTED) counts.set(term, (before ?? 0) + 1);
}
