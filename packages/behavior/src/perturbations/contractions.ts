import * as v from "valibot";
import { CONTRACTIONS, EXPANDED_ONLY } from "./contraction-list.ts";
import { type OnText, textEntries } from "./perturbation.ts";
import { findPhrases, phraseIndex, replacePhrases } from "./phrases.ts";

export const contractionsSchema = v.strictObject({
  by: v.pipe(v.literal("contractions"), v.description("Writes contractions out, and words together: isn't, is not.")),
  ...textEntries,
});

const EXPAND = phraseIndex([...CONTRACTIONS, ...EXPANDED_ONLY]);
const CONTRACT = phraseIndex(CONTRACTIONS.map(([short, long]) => [long, short]));

/** As CheckList's contractions: the text with all of them written out, and with all contracted; what differs of the two. */
export function contractions({ field }: v.InferOutput<typeof contractionsSchema>): OnText {
  return { on: "text", field: field ?? null, change: (text) => [expand(text), contract(text)] };
}

function expand(text: string): string {
  return replacePhrases(text, findPhrases(text, EXPAND), ({ value }) => value);
}

/** Only before another word, as CheckList does: "Yes, I am." has no contraction. */
function contract(text: string): string {
  const matches = findPhrases(text, CONTRACT).filter(({ end }) => /^\s\p{L}/u.test(text.slice(end, end + 3)));
  return replacePhrases(text, matches, ({ value }) => value);
}
