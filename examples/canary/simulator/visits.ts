import { createRandom, type Random, seedFrom } from "@airworthy/stats";
import type { Person } from "./people.ts";
import { NEGATIONS, REVIEWS, type Written } from "./texts.ts";

export const DAY = 86_400_000;

/** Somebody asks for the sentiment of a text. All chance is in it: the versions differ by their answers alone. */
export interface Visit {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly person: Person;
  readonly written: Written;
  /** Draws in [0, 1): of what the person thinks of the answer, says of it, how long it takes, and whether it is reported. */
  readonly draws: { readonly liking: number; readonly telling: number; readonly pace: number; readonly report: number };
}

/** How much of what somebody writes is simple negation. Made up, as is that Germans do so: all of it is English. */
const NEGATED = { en: 0, de: 0.5, es: 0 } as const;

/** The visits of a day, in the order of time: `day` counts days since 1970. */
export function visitsOfDay(day: number, people: readonly Person[], seed: number): readonly Visit[] {
  const random = createRandom(seedFrom(seed, "visits", String(day)));
  const visits = people.flatMap((person) =>
    Array.from({ length: poisson(person.visitsADay, random) }, () => visit(day, person, random)),
  );
  return visits.toSorted((a, b) => a.at - b.at);
}

function visit(day: number, person: Person, random: Random): Visit {
  const at = day * DAY + random.integer(DAY);
  const written = pick(random.next() < NEGATED[person.language] ? NEGATIONS : REVIEWS, random);
  const [liking, telling, pace, report] = [random.next(), random.next(), random.next(), random.next()];
  return { at, person, written, draws: { liking, telling, pace, report } };
}

function pick(texts: readonly Written[], random: Random): Written {
  const text = texts[random.integer(texts.length)];
  if (text === undefined) throw new Error("there are no texts to pick from");
  return text;
}

/** By the gaps between events, which are exponential. */
function poisson(mean: number, random: Random): number {
  let passed = -Math.log1p(-random.next());
  let count = 0;
  while (passed < mean) {
    passed -= Math.log1p(-random.next());
    count++;
  }
  return count;
}
