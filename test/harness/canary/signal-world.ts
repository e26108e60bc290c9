import { createRandom, type Random, seedFrom } from "@airworthy/stats";
import type { EventRow } from "./reference-events.ts";
import type { EventRows } from "./reference-signals.ts";
import { WORLD_TIMES } from "./world-query.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MOST_REPEATS = 3;
/** What 1 to 7 divide: the mean of up to so many multiples is a whole number. */
const DIVISIBLE = 420;
const COUNTRIES = ["de", "fr", `o'brien's "x" \\ -- 北`, null];
const EVENTS = ["feedback", "complaint", "view", "response", "unasked"];

/**
 * Users of a flag and what they did on its day and the day before, with all that goes wrong: rows that are doubled, late, misdated or
 * of nobody's variant, users of both versions, values that are missing. All numbers are such that doubles hold every sum exactly,
 * so that each source can be held to the digit. About ten rows a user, in no order; times of exposures are RFC 3339 texts and of
 * outcomes milliseconds. No column is of more than one type, and each row has them all.
 */
export function signalWorld(seed: number, users: number): EventRows {
  const random = createRandom(seedFrom(seed, "signal-world"));
  const exposures: EventRow[] = [];
  const outcomes: EventRow[] = [];
  for (let user = 0; user < users; user++) {
    const first = WORLD_TIMES.from - HOUR + random.integer(26 * HOUR);
    exposures.push(...exposuresOf(random, user, first));
    outcomes.push(...outcomesOf(random, user, first));
  }
  return { exposures: shuffled(random, exposures), outcomes: shuffled(random, outcomes) };
}

function exposuresOf(random: Random, user: number, first: number): EventRow[] {
  const variant = pick(random, ["new", "new-b", "old", "old"]);
  const repeats = 1 + random.integer(MOST_REPEATS);
  return Array.from({ length: repeats }).flatMap((_, repeat) => {
    // Some of the same millisecond, of which the groups then have to be settled.
    const time = first + (happens(random, 0.2) ? 0 : repeat * random.integer(HOUR));
    const row = {
      timestamp: new Date(time).toISOString(),
      "feature_flag.context.id": `user ${user}`,
      "feature_flag.key": happens(random, 0.02) ? "other" : "ranker",
      "feature_flag.result.value": happens(random, 0.03) ? pick(random, ["new", "old", "strange", null]) : variant,
      "feature_flag.version": happens(random, 0.02) ? "ranker-2/1" : "ranker-2/2",
      id: happens(random, 0.2) ? null : `e${user}-${repeat}`,
      received: happens(random, 0.1) ? null : new Date(time + delay(random)).toISOString(),
      country: pick(random, COUNTRIES),
      "plan's": pick(random, ["free", "paid"]),
    };
    return happens(random, 0.05) ? [row, row] : [row];
  });
}

function outcomesOf(random: Random, user: number, first: number): EventRow[] {
  return Array.from({ length: random.integer(7) }).flatMap((_, at) => {
    const time = timeOfOutcome(random, first);
    const row = {
      at: time,
      user: `user ${user}`,
      id: happens(random, 0.2) ? null : `o${user}-${at}`,
      received: happens(random, 0.1) ? null : time + delay(random),
      ...whatHappened(random, pick(random, EVENTS)),
    };
    return happens(random, 0.05) ? [row, row] : [row];
  });
}

function timeOfOutcome(random: Random, first: number): number {
  if (happens(random, 0.01)) return WORLD_TIMES.now + random.integer(DAY);
  return happens(random, 0.2) ? first - random.integer(2 * DAY) : first + random.integer(8 * HOUR) - HOUR;
}

function whatHappened(random: Random, event: string): EventRow {
  return {
    event,
    stars: event === "feedback" && !happens(random, 0.01) ? random.integer(9) - 2.5 : null,
    clicks: event === "view" ? random.integer(4) : null,
    views: event === "view" ? 1 + random.integer(9) : null,
    ms: event === "response" ? random.integer(6) * DIVISIBLE : null,
  };
}

/** Now and then longer than is waited for. */
function delay(random: Random): number {
  return happens(random, 0.03) ? HOUR + random.integer(HOUR) : random.integer(60_000);
}

function happens(random: Random, chance: number): boolean {
  return random.next() < chance;
}

function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[random.integer(values.length)];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

function shuffled(random: Random, rows: readonly EventRow[]): EventRow[] {
  return rows
    .map((row) => ({ row, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ row }) => row);
}
