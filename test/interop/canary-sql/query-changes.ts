import type { SignalQuery } from "@airworthy/signals";
import fc from "fast-check";

const HOUR = 3_600_000;

/** What may be otherwise in the world's query. */
export const queryChanges = fc.record({
  hasIds: fc.boolean(),
  hasReceived: fc.boolean(),
  hasVersion: fc.boolean(),
  hasEvents: fc.boolean(),
  isOneSegment: fc.boolean(),
  hasExcluded: fc.boolean(),
  hasGroups: fc.boolean(),
  metrics: fc.nat({ max: 6 }),
  within: fc.constantFrom(null, 0, HOUR, 6 * HOUR),
  skew: fc.constantFrom(0, 1, HOUR),
  wait: fc.constantFrom(0, 30_000, HOUR),
  until: fc.integer({ min: 0, max: 24 }),
  before: fc.constantFrom(0, 2 * HOUR, 24 * HOUR),
  between: fc.constantFrom(0, HOUR),
});

export type QueryChange = typeof queryChanges extends fc.Arbitrary<infer T> ? T : never;

export function changed(query: SignalQuery, change: QueryChange): SignalQuery {
  const { exposures, outcomes, times } = query;
  const both = (column: string | null, isThere: boolean) => (isThere ? column : null);
  const metrics = query.metrics.slice(0, change.metrics);
  return {
    ...query,
    version: both(query.version, change.hasVersion),
    segment: change.isOneSegment ? { column: "plan's", value: "paid" } : null,
    excluded: change.hasExcluded ? query.excluded : [],
    times: {
      ...times,
      preFrom: times.from - change.before - change.between,
      preUntil: times.from - change.between,
      until: times.from + change.until * HOUR,
      skew: change.skew,
      wait: change.wait,
      within: change.within,
    },
    exposures: {
      ...exposures,
      columns: {
        ...exposures.columns,
        id: both(exposures.columns.id, change.hasIds),
        received: both(exposures.columns.received, change.hasReceived),
      },
    },
    outcomes: {
      ...outcomes,
      columns: {
        ...outcomes.columns,
        event: both(outcomes.columns.event, change.hasEvents),
        id: both(outcomes.columns.id, change.hasIds),
        received: both(outcomes.columns.received, change.hasReceived),
      },
    },
    metrics: change.hasGroups ? metrics : metrics.map((metric) => ({ ...metric, groups: [] })),
  };
}
