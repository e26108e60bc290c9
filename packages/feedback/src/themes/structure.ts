import { createRandom, seedFrom } from "@airworthy/stats";
import { kMeans } from "./k-means.ts";
import { silhouetteOf } from "./silhouette.ts";
import { vectorsOf } from "./vectors.ts";

/** Better than all of 19 is what one of twenty would be by chance. */
const DEALS = 19;
/** Enough to tell, and little enough to be dealt so often. */
const MOST_TEXTS = 200;

/**
 * Whether texts part into some number of clusters better than texts of the same lengths to which all their terms were dealt out anew: a
 * permutation test, at 5 %, of the largest silhouette of all `numbers`. By itself a silhouette says little, for how large it is by
 * chance depends on how many words there are.
 */
export function isStructure(texts: readonly Uint16Array[], numbers: readonly number[], seed: number): boolean {
  const looked = drawTexts(texts, MOST_TEXTS, seedFrom(seed, "structure"));
  const parted = partedBy(looked, numbers, seed);
  for (let deal = 0; deal < DEALS; deal++) {
    if (partedBy(dealt(looked, seedFrom(seed, "deal", String(deal))), numbers, seed) >= parted) return false;
  }
  return true;
}

/** So many texts, drawn without replacement, in their order; all of them where they are no more. */
export function drawTexts(texts: readonly Uint16Array[], most: number, seed: number): readonly Uint16Array[] {
  if (texts.length <= most) return texts;
  const random = createRandom(seed);
  const chosen = new Set<number>();
  while (chosen.size < most) chosen.add(random.integer(texts.length));
  return texts.filter((_, index) => chosen.has(index));
}

function partedBy(texts: readonly Uint16Array[], numbers: readonly number[], seed: number): number {
  const vectors = vectorsOf(texts);
  return Math.max(...numbers.map((k) => silhouetteOf(vectors, kMeans(vectors, k, seed))));
}

/** All terms shuffled (Fisher and Yates) and dealt to texts as long as they were. */
function dealt(texts: readonly Uint16Array[], seed: number): readonly Uint16Array[] {
  const random = createRandom(seed);
  const all = Uint16Array.from(texts.flatMap((text) => [...text]));
  for (let last = all.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    const kept = all[last] ?? 0;
    all[last] = all[other] ?? 0;
    all[other] = kept;
  }
  let at = 0;
  return texts.map(({ length }) => {
    at += length;
    return all.subarray(at - length, at);
  });
}
