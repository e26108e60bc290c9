import type { Random } from "@airworthy/stats";

/** Draws one unit's value. */
export type Draw = (random: Random) => number;

export const normal: Draw = (random) => {
  // Box and Muller's, of which only the one half is used.
  const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
  return radius * Math.cos(2 * Math.PI * random.next());
};

/** A mean of e^(1/2) and a skewness of 6.2: what sums of money and times look like. */
export const logNormal: Draw = (random) => Math.exp(normal(random));

/** Of three degrees of freedom: there is a variance, 3, and no fourth moment. */
export const studentT3: Draw = (random) => {
  const squares = normal(random) ** 2 + normal(random) ** 2 + normal(random) ** 2;
  return normal(random) / Math.sqrt(squares / 3);
};

/** How many of `units` have an event of probability `p`: the gaps between events are geometric. */
export function eventsOf(random: Random, units: number, p: number): number {
  const log = Math.log1p(-p);
  let events = 0;
  for (let at = 0; ; events++) {
    at += 1 + Math.floor(Math.log(1 - random.next()) / log);
    if (at > units) return events;
  }
}
