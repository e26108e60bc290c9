import { SYMBOLS, symbolsOf } from "./symbols.ts";

/** The longest run that is counted: a character with the four before it. */
export const LONGEST = 5;

/** How many counts the shorter context's opinion is worth. */
const STRENGTH = 1;

/** Runs of one character up to five, with how often each was seen: all that an n-gram model learns. */
export interface CharacterModel {
  /** By length, from no characters on; a run is a number in base 64. */
  readonly counts: readonly Map<number, number>[];
}

export function createModel(): CharacterModel {
  return { counts: Array.from({ length: LONGEST + 1 }, () => new Map<number, number>()) };
}

/**
 * Adds a text, as often as said. As the model is its counts, the order of texts makes no difference, and one may be
 * added to a trained model as if it had been in the data. Blanks about each text make the runs that end it the runs
 * that begin the next, so that every context was followed as often as it was seen.
 */
export function learn({ counts }: CharacterModel, text: string, times = 1): void {
  const symbols = symbolsOf(text, LONGEST - 1);
  for (let end = LONGEST - 1; end < symbols.length; end++) {
    for (let length = 0; length <= LONGEST; length++) {
      const run = runOf(symbols, end, length);
      counts[length]?.set(run, (counts[length]?.get(run) ?? 0) + times);
    }
  }
}

/**
 * How perplexed a model is by a text, per character: 2 to the mean of -log2 p, from 1 on; 64 by guessing. `order` is the
 * longest run that it may look at, 1 to 5. p is interpolated from the shortest context on, p_k = (count + p_{k-1}) /
 * (count of context + 1): a Dirichlet prior about what the shorter context says (MacKay and Peto, A hierarchical
 * Dirichlet language model, 1995). NaN for the empty text.
 */
export function perplexity(model: CharacterModel, text: string, order: number): number {
  const symbols = symbolsOf(text, LONGEST - 1);
  const first = LONGEST - 1;
  const after = symbols.length - first;
  let bits = 0;
  for (let end = first; end < after; end++) bits -= Math.log2(probability(model, symbols, end, order));
  return 2 ** (bits / (after - first));
}

function probability({ counts }: CharacterModel, symbols: Uint8Array, end: number, order: number): number {
  let share = 1 / SYMBOLS;
  for (let length = 1; length <= order; length++) {
    const seen = counts[length]?.get(runOf(symbols, end, length)) ?? 0;
    const context = counts[length - 1]?.get(runOf(symbols, end - 1, length - 1)) ?? 0;
    share = (seen + STRENGTH * share) / (context + STRENGTH);
  }
  return share;
}

/** So many symbols up to and with the one at `end`, as a number below 64^5. */
function runOf(symbols: Uint8Array, end: number, length: number): number {
  let run = 0;
  for (let at = end - length + 1; at <= end; at++) run = run * SYMBOLS + (symbols[at] ?? 0);
  return run;
}
