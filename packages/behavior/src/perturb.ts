import { createRandom, type Random } from "@airworthy/stats";
import type { Perturbation } from "./suite.ts";
import { fillTemplate, type Template } from "./template.ts";

/** A case before its texts are made: a template and the words for its slots. */
export interface Draft {
  readonly template: Template;
  readonly words: ReadonlyMap<string, string>;
}

/**
 * A case's texts, the original first. What is drawn is drawn from the case's own seed, so that no other case changes
 * what this one is.
 *
 * - `typos` swaps two neighbouring characters, `swaps` times. CheckList draws any neighbours; here they differ, since
 *   swapping equal ones would be no typo.
 * - `vary` puts each word of the slot's lexicon into the slot, the first being the original; with `take`, that many
 *   drawn words beside a drawn original.
 * - `insert` puts each word of a lexicon before the slot's word; with `take`, that many drawn ones.
 */
export function perturb(
  draft: Draft,
  perturbation: Perturbation,
  lexicons: ReadonlyMap<string, readonly string[]>,
  seed: number,
): string[] {
  if (perturbation.by === "typos") {
    const original = fillTemplate(draft.template, draft.words);
    const typed = swapNeighbors(original, perturbation.swaps, createRandom(seed));
    return typed === original ? [original] : [original, typed];
  }
  const slot = perturbation.by === "vary" ? perturbation.slot : perturbation.before;
  const fill = (word: string): string => fillTemplate(draft.template, new Map(draft.words).set(slot, word));
  if (perturbation.by === "vary") {
    const words = distinct(lexicons.get(slot));
    return (perturbation.take === undefined ? words : draw(words, perturbation.take + 1, seed)).map(fill);
  }
  const words = distinct(lexicons.get(perturbation.words));
  const taken = perturbation.take === undefined ? words : draw(words, perturbation.take, seed);
  const word = draft.words.get(slot) ?? "";
  return [fill(word), ...taken.map((inserted) => fill(`${inserted} ${word}`))];
}

/** How many texts `perturb` makes of a case, at most. */
export function countTexts(perturbation: Perturbation, lexicons: ReadonlyMap<string, readonly string[]>): number {
  if (perturbation.by === "typos") return 2;
  const words = lexicons.get(perturbation.by === "vary" ? perturbation.slot : perturbation.words)?.length ?? 0;
  const all = perturbation.by === "vary" ? words : words + 1;
  return perturbation.take === undefined ? all : Math.min(all, perturbation.take + 1);
}

/** By whole characters, so that no surrogate pair is torn. */
function swapNeighbors(text: string, swaps: number, random: Random): string {
  const characters = Array.from(text);
  for (let swap = 0; swap < swaps; swap++) {
    const places = characters.flatMap((character, place) =>
      place > 0 && character !== characters[place - 1] ? [place] : [],
    );
    const place = places.length === 0 ? undefined : places[random.integer(places.length)];
    if (place === undefined) break;
    characters.splice(place - 1, 2, characters[place] ?? "", characters[place - 1] ?? "");
  }
  return characters.join("");
}

function distinct(words: readonly string[] | undefined): string[] {
  return [...new Set(words)];
}

/** The first `count` words of a shuffle. */
function draw(words: readonly string[], count: number, seed: number): string[] {
  const random = createRandom(seed);
  const left = [...words];
  const drawn: string[] = [];
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(random.integer(left.length), 1));
  return drawn;
}
