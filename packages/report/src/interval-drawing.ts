/** An odd number of cells, so that zero has one to itself. */
const CELLS = 13;
const MIDDLE = (CELLS - 1) / 2;

/**
 * An interval of a difference on a line from −scale to +scale, zero in the middle: `······┊·├●─┤·`. Seen at a glance:
 * which side it is on, how wide it is, and whether it takes in zero (then it covers the "┊"). What lies beyond the
 * scale is drawn at its end as "◂" or "▸". A `limit` is a difference that matters, drawn "‖" where it is on the scale, can
 * be told from zero and is not taken in by the interval. Always 13 characters; empty where something is not a number.
 */
export function drawInterval(
  estimate: number,
  interval: { low: number; high: number },
  scale: number,
  limits: readonly number[] = [],
): string {
  const { low, high } = interval;
  if (![low, estimate, high].every(Number.isFinite) || !(scale > 0 && Number.isFinite(scale))) return "";
  const cells = ground(scale, limits);
  const [from, to] = [cellOf(low, scale), cellOf(high, scale)];
  cells.fill("─", from, to + 1);
  cells[from] = "├";
  cells[to] = "┤";
  cells[cellOf(estimate, scale)] = "●";
  if (low < -scale) cells[0] = "◂";
  if (high > scale) cells[CELLS - 1] = "▸";
  return cells.join("");
}

/** What an interval is drawn over: zero, and the limits that are on the scale. */
function ground(scale: number, limits: readonly number[]): string[] {
  const cells = Array.from({ length: CELLS }, () => "·");
  for (const limit of limits) if (Math.abs(limit) <= scale) cells[cellOf(limit, scale)] = "‖";
  cells[MIDDLE] = "┊";
  return cells;
}

function cellOf(value: number, scale: number): number {
  const cell = MIDDLE + Math.round((value / scale) * MIDDLE);
  return Math.min(CELLS - 1, Math.max(0, cell));
}
