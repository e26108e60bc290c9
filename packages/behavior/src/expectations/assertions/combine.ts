import type { Asserted, Check, Held } from "./check.ts";

/** Holds where every check does, the result being the lowest of theirs. Checks that ask a model come last, if at all. */
export function allHold(checks: readonly Check[]): Check {
  return combined(checks, " and ", lowestOf);
}

/** Holds where at least one check does, the result being the highest of theirs. */
export function anyHolds(checks: readonly Check[]): Check {
  return combined(checks, " or ", highestOf);
}

/**
 * The lowest result. By Kleene's logic: one that does not hold decides, whatever cannot be told of the others; else what
 * cannot be told of one cannot be told of all.
 */
export function lowestOf(helds: readonly Held[]): Held {
  const lowest = numbersOf(helds).reduce((a, b) => Math.min(a, b), 1);
  return lowest <= 0 ? lowest : (firstProblem(helds) ?? lowest);
}

/** The highest result: one that holds decides. */
export function highestOf(helds: readonly Held[]): Held {
  const highest = numbersOf(helds).reduce((a, b) => Math.max(a, b), -1);
  return highest > 0 ? highest : (firstProblem(helds) ?? highest);
}

function numbersOf(helds: readonly Held[]): number[] {
  return helds.filter((held) => typeof held === "number");
}

function firstProblem(helds: readonly Held[]): Held | undefined {
  return helds.find((held) => typeof held !== "number");
}

function combined(checks: readonly Check[], joint: string, combine: (helds: readonly Held[]) => Held): Check {
  const quick = checks.filter((check) => !check.asks);
  const asking = checks.filter((check) => check.asks);
  const words = checks.map((check) => check.words).join(joint);
  const holds = (asserted: Asserted): Held => combine(quick.map((check) => check.holds(asserted)));
  if (asking.length === 0) return { words, asks: false, holds };
  return {
    words,
    asks: true,
    async holds(asserted) {
      const known = quick.map((check) => check.holds(asserted));
      // Whatever the others say: then they need not be asked.
      const decided = combine([...known, UNTOLD]);
      if (typeof decided === "number") return decided;
      return combine([...known, ...(await Promise.all(asking.map((check) => check.holds(asserted))))]);
    },
  };
}

/** Stands for what an answer that is not there yet might say. */
const UNTOLD: Held = { problem: "not told yet" };
