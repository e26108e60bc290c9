import type { HeadlineMetric } from "@airworthy/report";
import type { Model, Version } from "./catalogue.ts";

/** A metric from version to version. */
export interface Series {
  readonly name: string;
  readonly unit: HeadlineMetric["unit"];
  readonly better: HeadlineMetric["better"];
  /** Oldest first; at least one. */
  readonly points: readonly Point[];
}

export interface Point {
  readonly version: Version;
  readonly value: number;
}

/** As many as a reader takes in, and a drawing has room for. */
const MOST_SERIES = 6;
const MOST_POINTS = 60;

/**
 * The metrics of the model's latest version over the versions before it, proposals apart, in the version's own order: at
 * most six of at most sixty points. A metric that changed its unit is another one.
 */
export function seriesOf({ versions, latest }: Model): readonly Series[] {
  const followed = versions.filter(({ isProposed }) => isProposed === latest.isProposed).toReversed();
  const points = new Map<string, Point[]>();
  for (const version of followed) {
    for (const metric of version.metrics) {
      const key = keyOf(metric);
      const known = points.get(key) ?? [];
      known.push({ version, value: metric.value });
      points.set(key, known);
    }
  }
  return latest.metrics.slice(0, MOST_SERIES).map((metric) => {
    const { name, unit, better } = metric;
    return { name, unit, better, points: points.get(keyOf(metric))?.slice(-MOST_POINTS) ?? [] };
  });
}

function keyOf({ name, unit }: HeadlineMetric): string {
  return JSON.stringify([name, unit]);
}
