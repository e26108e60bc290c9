import * as v from "valibot";
import { shippedLexicon } from "../cases/shipped-lexicons.ts";
import { draw } from "./draw.ts";
import { CHECKLIST_TAKE, type OnText, takeSchema, textEntries } from "./perturbation.ts";
import { findPhrases, phraseIndex } from "./phrases.ts";
import { swapPhrase, swapsFor } from "./swap-phrase.ts";

export const locationsSchema = v.strictObject({
  by: v.pipe(v.literal("locations"), v.description("Puts other cities and countries for those of the shipped lists.")),
  of: v.exactOptional(
    v.pipe(v.picklist(["city", "country"]), v.description("Cities only, or countries only; both without it.")),
  ),
  take: v.exactOptional(takeSchema),
  ...textEntries,
});

/**
 * As CheckList's change_location, but by lists where that has a parser: a place is a capital word or two of the shipped
 * lists. Each changed text has another city for one city, or another country for one country, wherever it stands; `take`
 * are drawn, 10 without it.
 */
export async function locations(spec: v.InferOutput<typeof locationsSchema>): Promise<OnText> {
  const { of, take = CHECKLIST_TAKE, field } = spec;
  const kinds = of === undefined ? (["city", "country"] as const) : [of];
  const lists = await Promise.all(kinds.map(shippedLexicon));
  const index = phraseIndex(lists.flatMap((list) => list.map((place) => [place, list] as const)));
  return {
    on: "text",
    field: field ?? null,
    change: (text, random) => {
      const found = findPhrases(text, index).filter(({ start, listed }) => text.charAt(start) === listed.charAt(0));
      const swaps = swapsFor(found, (list, own) => draw(list, take + 1, random).filter((place) => place !== own));
      return draw(swaps, take, random).map((swap) => swapPhrase(text, swap));
    },
  };
}
