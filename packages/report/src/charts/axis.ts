/** About as many steps as still have room for their labels on a phone. */
const STEPS = 4;

/** Larger numbers lie at the axis's end, smaller ones at zero: its length and steps stay finite. */
const LARGEST = 1e300;
const SMALLEST = 1e-290;

/** How far apart the ends of an axis without zero are at least, as a share of its largest value. */
const LEAST_SPREAD = 0.005;

/** A stretch of numbers with round ends, and the round numbers on it. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

/** An axis that takes in zero and every finite one of the values, with steps of 1, 2 or 5 times a power of ten. */
export function axisOver(values: readonly number[]): Axis {
  let low = 0;
  let high = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, Math.max(-LARGEST, value));
    high = Math.max(high, Math.min(LARGEST, value));
  }
  return roundAxis(low, high);
}

/**
 * The same without zero, for values of which the changes count. They are spread over most of it, but what differs by
 * less than a two hundredth of the largest stays near together: a picture must not make much of nothing.
 */
export function axisAround(values: readonly number[]): Axis {
  const finite = values.filter(Number.isFinite).map((value) => Math.min(LARGEST, Math.max(-LARGEST, value)));
  const low = finite.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = finite.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (finite.length === 0) return roundAxis(0, 0);
  const missing = LEAST_SPREAD * Math.max(Math.abs(low), Math.abs(high)) - (high - low);
  return missing <= 0 ? roundAxis(low, high) : roundAxis(low - missing / 2, high + missing / 2);
}

function roundAxis(from: number, to: number): Axis {
  const [low, high] = to - from < SMALLEST ? [0, 1] : [from, to];
  const step = stepOver((high - low) / STEPS);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => roundTo((first + index) * step));
  return { from: ticks[0] ?? 0, to: ticks.at(-1) ?? 1, ticks };
}

/** Where a value lies on an axis, from 0 to 1; what is beyond an end lies there. Not for NaN. */
export function placeOn(axis: Axis, value: number): number {
  return Math.min(1, Math.max(0, (value - axis.from) / (axis.to - axis.from)));
}

function stepOver(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  return roundTo(power * ([1, 2, 5].find((step) => step * power >= size * (1 - 1e-9)) ?? 10));
}

/** 0.30000000000000004 is 0.3; never −0. */
function roundTo(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}
