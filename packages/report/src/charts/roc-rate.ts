import type { RocPoint } from "./chart.ts";

/** The true positive rate of a curve at a false positive rate, both from 0 to 1, on the straight line between its points. */
export function truePositiveRateAt(points: readonly RocPoint[], falsePositiveRate: number): number {
  let before: RocPoint = { falsePositiveRate: 0, truePositiveRate: 0 };
  for (const point of points.filter(isPoint)) {
    if (point.falsePositiveRate > falsePositiveRate) return between(before, point, falsePositiveRate);
    before = point;
  }
  return between(before, { falsePositiveRate: 1, truePositiveRate: 1 }, falsePositiveRate);
}

/** Whether a point can be drawn. */
export function isPoint({ falsePositiveRate, truePositiveRate }: RocPoint): boolean {
  return isShare(falsePositiveRate) && isShare(truePositiveRate);
}

function between(from: RocPoint, to: RocPoint, falsePositiveRate: number): number {
  const width = to.falsePositiveRate - from.falsePositiveRate;
  if (width <= 0) return from.truePositiveRate;
  const share = (falsePositiveRate - from.falsePositiveRate) / width;
  return from.truePositiveRate + share * (to.truePositiveRate - from.truePositiveRate);
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1;
}
