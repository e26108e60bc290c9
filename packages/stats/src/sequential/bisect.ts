/** Halvings: more than the digits of a double between numbers of one sign. */
const STEPS = 200;

/** The number between `low` and `high` up to which `isBelow` holds, to the last digit; `isBelow` must change once at most. */
export function bisect(low: number, high: number, isBelow: (x: number) => boolean): number {
  let [below, above] = [low, high];
  for (let step = 0; step < STEPS; step++) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) break;
    if (isBelow(middle)) below = middle;
    else above = middle;
  }
  return below;
}

/** The first whole number from `low` to `high` for which `holds`, which must stay so from there on; `high` + 1 where none does. */
export function firstWhole(low: number, high: number, holds: (k: number) => boolean): number {
  let [start, end] = [low, high + 1];
  while (start < end) {
    const middle = start + Math.floor((end - start) / 2);
    if (holds(middle)) end = middle;
    else start = middle + 1;
  }
  return start;
}
