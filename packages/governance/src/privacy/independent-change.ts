import type { Figure, FigureChange } from "../audit/figure.ts";

/**
 * The change between two figures from their intervals alone: the distances to their ends squared and added (MOVER: Zou and Donner,
 * Construction of confidence limits about effect measures, Statistics in Medicine 27, 2008; Newcombe's method 10 with any
 * intervals). It takes the two as independent, which is wider than need be where they rise and fall together, as two models'
 * on the same rows do. An end is null where an end that it rests on is; null where a figure is missing.
 */
export function independentChange(candidate: Figure | null, baseline: Figure | null): FigureChange | null {
  if (candidate === null || baseline === null) return null;
  const estimate = candidate.value - baseline.value;
  const below = distance(candidate.value, candidate.low, baseline.value, baseline.high);
  const above = distance(candidate.value, candidate.high, baseline.value, baseline.low);
  return {
    estimate,
    low: below === null ? null : estimate - below,
    high: above === null ? null : estimate + above,
  };
}

function distance(a: number, endA: number | null, b: number, endB: number | null): number | null {
  return endA === null || endB === null ? null : Math.hypot(a - endA, b - endB);
}
