import { type PhraseMatch, replacePhrases } from "./phrases.ts";

/**
 * For each of the different phrases found, and each other word for it, the text with that word wherever the phrase
 * stands; equal texts once.
 */
export function swapPhrase<Value>(
  text: string,
  found: readonly PhraseMatch<Value>[],
  others: (value: Value, listed: string) => readonly string[],
): string[] {
  const changed = new Set<string>();
  for (const [listed, matches] of Map.groupBy(found, (match) => match.listed)) {
    const [first] = matches;
    if (first === undefined) continue;
    for (const other of others(first.value, listed)) changed.add(replacePhrases(text, matches, () => other));
  }
  return [...changed];
}
