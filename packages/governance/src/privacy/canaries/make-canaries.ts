import { checkShape, UserError } from "@airworthy/evidence";
import { createRandom, type Random, seedFrom } from "@airworthy/stats";
import { type CanaryList, type CanarySpace, canarySpaceSchema, MOST_CANARIES } from "./canary-list.ts";

export interface CanaryCounts {
  /** How often a canary is inserted, such as [1, 2, 4, 16]; each different, each at least 1. */
  readonly repetitions: readonly number[];
  /** Canaries for each number of repetitions. */
  readonly canaries: number;
  /** Texts that are not inserted: exposure goes up to log2 of their number. */
  readonly references: number;
}

/** All of a space of a million come up within about 14 draws each, the logarithm of their number. */
const DRAWS_A_TEXT = 64;

/**
 * Draws canaries and references from a space, each text once, the same for the same seed (Carlini et al., The Secret Sharer, 2019).
 * Throws a UserError where the space has fewer texts than are asked for, or a count is out of range.
 */
export function makeCanaries(space: CanarySpace, counts: CanaryCounts, seed: number): CanaryList {
  const { template, vocabulary } = checkShape<CanarySpace>(canarySpaceSchema, space, "the canaries' space");
  checkCounts(counts);
  const parts = template.split("{}");
  const needed = counts.repetitions.length * counts.canaries + counts.references;
  const available = vocabulary.length ** (parts.length - 1);
  if (needed > Math.min(available, MOST_CANARIES)) {
    const most = Math.min(available, MOST_CANARIES);
    throw new UserError(`${needed} canaries and references were asked for; ${most} are allowed`, {
      remedy: "Ask for fewer, or give the template more places or words.",
    });
  }
  const random = createRandom(seedFrom(seed, "canaries", template));
  const draw = drawer(parts, vocabulary, random, DRAWS_A_TEXT * (needed + 100));
  return {
    template,
    vocabulary,
    seed,
    insertions: counts.repetitions.map((repetitions) => ({ repetitions, canaries: draw(counts.canaries) })),
    references: draw(counts.references),
  };
}

/** Draws texts that were not drawn before. Words that join to the same text count as one. */
function drawer(parts: readonly string[], vocabulary: readonly string[], random: Random, patience: number) {
  const drawn = new Set<string>();
  let draws = 0;
  return (count: number): string[] => {
    const texts: string[] = [];
    while (texts.length < count) {
      const text = parts.reduce(
        (before, part) => before + (vocabulary[random.integer(vocabulary.length)] ?? "") + part,
      );
      if (draws++ > patience) throw new UserError("the canaries' space has too few different texts");
      if (drawn.has(text)) continue;
      drawn.add(text);
      texts.push(text);
    }
    return texts;
  };
}

function checkCounts({ repetitions, canaries, references }: CanaryCounts): void {
  const wrong = [...repetitions, canaries, references].find((count) => !Number.isSafeInteger(count) || count < 1);
  if (wrong !== undefined) throw new UserError(`a count of ${wrong} was given; whole numbers from 1 on are allowed`);
  if (repetitions.length === 0) throw new UserError("no number of repetitions was given; at least one is needed");
  if (new Set(repetitions).size < repetitions.length) {
    throw new UserError("a number of repetitions is given twice; one is allowed");
  }
}
