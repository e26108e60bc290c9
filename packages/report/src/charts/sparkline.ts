const LEVELS = "▁▂▃▄▅▆▇█";
const MIDDLE = "▄";
const GAP = "·";

/** Values closer than this to each other, as a share of the largest, differ by the noise of their binary fractions. */
const NOISE = 1e-12;

/**
 * Numbers as a line of eighths, "▁▃▅█", from the least to the largest of those that are shown, a character each; what is
 * null or not finite is a gap, "·". Of more than `width` values the last ones are shown: a mean would hide a bad version
 * among good ones. Where all are alike the line is flat in the middle. Empty of nothing.
 */
export function sparkline(values: readonly (number | null)[], width: number = values.length): string {
  const shown = values.slice(Math.max(0, values.length - Math.max(0, Math.floor(width))));
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of shown) {
    if (!isShown(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  // Halves, so that the distance between the largest and the least of all numbers is one.
  const reach = high / 2 - low / 2;
  const isFlat = reach <= NOISE * Math.max(Math.abs(low), Math.abs(high));
  const levelOf = (value: number) => Math.round(((value / 2 - low / 2) / reach) * (LEVELS.length - 1));
  return shown.map((value) => (isShown(value) ? (isFlat ? MIDDLE : (LEVELS[levelOf(value)] ?? GAP)) : GAP)).join("");
}

function isShown(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}
