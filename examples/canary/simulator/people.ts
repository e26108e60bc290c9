import { createRandom, seedFrom } from "@airworthy/stats";

/** Languages, and the share of users of each; the rest have the last. */
const LANGUAGES = [
  { language: "en", share: 0.4 },
  { language: "de", share: 0.35 },
  { language: "es", share: 0.25 },
] as const;

export type Language = (typeof LANGUAGES)[number]["language"];

export interface Person {
  readonly id: string;
  readonly language: Language;
  /** On average. */
  readonly visitsADay: number;
}

/** Visits a day are Pareto's: 1.54 on average, fewer than 0.93 of half of the people, of some dozens. */
const LEAST_VISITS = 0.6;
const TAIL = 1.6;
const MOST_VISITS = 60;

/** As many people as asked for: the first of them are the same whatever their number. */
export function drawPeople(count: number, seed: number): readonly Person[] {
  const random = createRandom(seedFrom(seed, "people"));
  return Array.from({ length: count }, (_, index) => ({
    id: `user-${index + 1}`,
    language: languageOf(random.next()),
    visitsADay: Math.min(MOST_VISITS, LEAST_VISITS * (1 - random.next()) ** (-1 / TAIL)),
  }));
}

function languageOf(draw: number): Language {
  let below = 0;
  for (const { language, share } of LANGUAGES) {
    below += share;
    if (draw < below) return language;
  }
  return "es";
}
