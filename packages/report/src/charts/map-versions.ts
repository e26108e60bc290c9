import type { Versions } from "./chart.ts";

/** The same of both versions; a baseline that is not there stays away. */
export function mapVersions<T, R>({ baseline, candidate }: Versions<T>, map: (of: T) => R): Versions<R> {
  return { baseline: baseline === null ? null : map(baseline), candidate: map(candidate) };
}
