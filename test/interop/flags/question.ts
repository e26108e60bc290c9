/** Some flags of a definition, each to be answered for every context. */
export interface Question {
  /** JSON text. */
  readonly definition: string;
  readonly flags: readonly string[];
  readonly contexts: readonly Readonly<Record<string, unknown>>[];
}

/** Answers to a question. Answers are texts that are equal exactly where the answers are. */
export interface Reply {
  /** Why the definition is refused; then there are no answers. */
  readonly refused: string | null;
  readonly answers: readonly string[];
  /** For the first flag with each context, then the second flag, and so on: where in `answers` its answer is. */
  readonly places: Uint32Array;
}

/** What is compared of an answer. */
export interface Told {
  readonly value: unknown;
  readonly variant: string | undefined;
  readonly reason: string;
  readonly errorCode: string | undefined;
  readonly metadata: unknown;
}

/** An answer as a text. Halves of surrogate pairs are as JSON on a network carries them: U+FFFD. */
export function textOf({ value, variant, reason, errorCode, metadata }: Told): string {
  return JSON.stringify([value, variant, reason, errorCode, metadata], (_, part: unknown) => {
    if (typeof part === "string") return part.toWellFormed();
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** A reply that is gathered answer by answer. */
export function replyOf({ flags, contexts }: Question, answer: (flag: string, context: object) => string): Reply {
  const known = new Map<string, number>();
  const places = new Uint32Array(flags.length * contexts.length);
  let at = 0;
  for (const flag of flags) {
    for (const context of contexts) {
      const told = answer(flag, context);
      const place = known.get(told) ?? known.size;
      known.set(told, place);
      places[at++] = place;
    }
  }
  return { refused: null, answers: [...known.keys()], places };
}

/** The reply of somebody who refuses the definition. */
export function refusalOf(error: unknown): Reply {
  return { refused: error instanceof Error ? error.message : String(error), answers: [], places: new Uint32Array() };
}
