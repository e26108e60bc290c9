import { type Bounds, checkBounds, MOST_BET } from "./bernstein.ts";
import { growthUntil } from "./growth.ts";
import { checkQuantile, quantileRanks } from "./quantile-ranks.ts";
import { checkSettings, type SequenceSettings } from "./settings.ts";

/**
 * The values that a quantile's sequence needs until its ranks are within p - distance to p + distance of all: 0.01 for a p95 that
 * lies surely between p94 and p96. A whole number, to 0.01 %; null where 10^12 would not do. Throws a RangeError for a distance
 * that leaves 0 to 1, or is none.
 */
export function unitsForQuantile(p: number, distance: number, settings: SequenceSettings): number | null {
  checkSettings(settings);
  checkQuantile(p);
  if (!(distance > 0 && distance <= Math.min(p, 1 - p))) {
    throw new RangeError(`the ranks of a quantile of ${p} cannot be within ${distance}`);
  }
  const growth = growthUntil((values) => {
    const count = Math.floor(values);
    const { least, most } = quantileRanks(count, p, -Math.log(settings.alpha), { ...settings, side: "two-sided" });
    return least >= (p - distance) * count && most + 1 <= (p + distance) * count;
  });
  return growth === null ? null : Math.ceil(growth);
}

/**
 * The values that `empiricalBernsteinOfBatches` needs until it is `distance` wide to either side, where the values' variance is
 * `variance`: (ln(1/α) + n v ψ(λ)) / (n λ), solved for n. Null where these bets never get there. Throws a RangeError for a
 * variance that no values within the bounds have.
 */
export function unitsForBounded(
  variance: number,
  bounds: Bounds,
  distance: number,
  settings: SequenceSettings,
): number | null {
  checkSettings(settings);
  checkBounds(bounds);
  const width = bounds.most - bounds.least;
  const spread = variance / width ** 2;
  if (!(spread >= 0 && spread <= 1 / 4 && distance > 0)) {
    throw new RangeError(`no values from ${bounds.least} to ${bounds.most} have a variance of ${variance}`);
  }
  const log = -Math.log(settings.side === "two-sided" ? settings.alpha / 2 : settings.alpha);
  const bet = Math.min(MOST_BET, Math.sqrt((2 * log) / (spread * settings.tightestAt)));
  const gain = (bet * distance) / width - spread * (-Math.log1p(-bet) - bet);
  return gain > 0 ? Math.ceil(log / gain) : null;
}
