import type { Random } from "@airworthy/stats";
import * as v from "valibot";
import { countSchema } from "../cases/number-schema.ts";
import { type OnText, textEntries } from "./perturbation.ts";

const MAX_SWAPS = 10;

export const typosSchema = v.strictObject({
  by: v.pipe(v.literal("typos"), v.description("Swaps neighbouring characters.")),
  swaps: v.exactOptional(v.pipe(countSchema(1, MAX_SWAPS), v.description("How many swaps; 1 without it."))),
  ...textEntries,
});

/**
 * Swaps two neighbouring characters, `swaps` times. CheckList's add_typos draws any neighbours; here they differ, since
 * swapping equal ones would be no typo.
 */
export function typos({ swaps = 1, field }: v.InferOutput<typeof typosSchema>): OnText {
  return { on: "text", field: field ?? null, change: (text, random) => [swapNeighbors(text, swaps, random)] };
}

/** By whole characters, so that no surrogate pair is torn. */
function swapNeighbors(text: string, swaps: number, random: Random): string {
  // `split` is much the faster, and as good where no character has two halves.
  const characters = /[\ud800-\udfff]/.test(text) ? Array.from(text) : text.split("");
  for (let swap = 0; swap < swaps; swap++) {
    const place = differingPlace(characters, random);
    if (place === undefined) break;
    const [before, after] = [characters[place - 1] ?? "", characters[place] ?? ""];
    characters[place - 1] = after;
    characters[place] = before;
  }
  return characters.join("");
}

/** Most places differ from the one before: one that does is soon drawn. */
const TRIES = 10;

/** The place of a character that is not as the one before it, each as likely. */
function differingPlace(characters: readonly string[], random: Random): number | undefined {
  if (characters.length < 2) return undefined;
  const differs = (place: number): boolean => characters[place] !== characters[place - 1];
  for (let tries = 0; tries < TRIES; tries++) {
    const place = 1 + random.integer(characters.length - 1);
    if (differs(place)) return place;
  }
  const places = characters.flatMap((_, place) => (place > 0 && differs(place) ? [place] : []));
  return places.length === 0 ? undefined : places[random.integer(places.length)];
}
