/** A bootstrap of fewer draws than this is no interval any more: 25 of them lie beyond either end at 95 %. */
const LEAST_DRAWS = 1000;

/**
 * How many of the draws that were asked for are made, where each takes so many steps: as many as a budget of steps allows, but
 * at least 1,000 (or those asked for, where they are fewer). Depends on the data alone, never on the machine's speed, so that
 * the same tables give the same evidence everywhere.
 */
export function drawsAffordable(asked: number, stepsPerDraw: number, budget: number): number {
  return Math.min(asked, Math.max(LEAST_DRAWS, Math.floor(budget / Math.max(1, stepsPerDraw))));
}
