import { type PhraseMatch, replacePhrases } from "./phrases.ts";

/** One change of a text: another word wherever a phrase stands. */
export interface Swap<Value> {
  readonly matches: readonly PhraseMatch<Value>[];
  readonly other: string;
}

/**
 * For each of the different phrases found, each other word for it. No text is made before some are drawn: a long one has
 * thousands of them.
 */
export function swapsFor<Value>(
  found: readonly PhraseMatch<Value>[],
  others: (value: Value, listed: string) => readonly string[],
): Swap<Value>[] {
  return [...Map.groupBy(found, ({ listed }) => listed)].flatMap(([listed, matches]) => {
    const [first] = matches;
    const words = first === undefined ? [] : others(first.value, listed);
    return [...new Set(words)].map((other) => ({ matches, other }));
  });
}

/** The text with the other word wherever the phrase stands. */
export function swapPhrase<Value>(text: string, { matches, other }: Swap<Value>): string {
  return replacePhrases(text, matches, () => other);
}
