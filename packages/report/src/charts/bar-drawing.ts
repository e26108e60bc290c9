/** One for each tenth. */
const CELLS = 10;

/**
 * A share from 0 to 1 as a bar of ten cells, in halves: `██████▌···`. A `mark`, also a share, is drawn "┃" over what is
 * in its place. Empty where the share is not a number.
 */
export function drawBar(share: number, mark: number | null = null): string {
  if (!Number.isFinite(share)) return "";
  const halves = Math.round(Math.min(1, Math.max(0, share)) * CELLS * 2);
  const marked = mark === null ? -1 : Math.min(CELLS - 1, Math.floor(mark * CELLS + 1e-9));
  const cells = Array.from({ length: CELLS }, (_, cell) => {
    if (cell === marked) return "┃";
    if (halves >= 2 * cell + 2) return "█";
    return halves === 2 * cell + 1 ? "▌" : "·";
  });
  return cells.join("");
}
