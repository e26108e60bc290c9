/** An odd number of cells, so that zero has one to itself. */
const CELLS = 13;
const MIDDLE = (CELLS - 1) / 2;

/**
 * An interval of a difference on a line from −scale to +scale, zero in the middle: `······┊·├●─┤·`. Seen at a glance:
 * which side it is on, how wide it is, and whether it takes in zero (then it covers the "┊"). What lies beyond the
 * scale is drawn at its end as "◂" or "▸". Always 13 characters; empty where something is not a number.
 */
export function drawInterval(estimate: number, interval: { low: number; high: number }, scale: number): string {
  const { low, high } = interval;
  if (![low, estimate, high].every(Number.isFinite) || !(scale > 0 && Number.isFinite(scale))) return "";
  const from = cellOf(low, scale);
  const to = cellOf(high, scale);
  const cells = Array.from({ length: CELLS }, (_, cell) => {
    if (cell === 0 && low < -scale) return "◂";
    if (cell === CELLS - 1 && high > scale) return "▸";
    if (cell === cellOf(estimate, scale)) return "●";
    if (cell === from) return "├";
    if (cell === to) return "┤";
    if (cell > from && cell < to) return "─";
    return cell === MIDDLE ? "┊" : "·";
  });
  return cells.join("");
}

function cellOf(value: number, scale: number): number {
  const cell = MIDDLE + Math.round((value / scale) * MIDDLE);
  return Math.min(CELLS - 1, Math.max(0, cell));
}
