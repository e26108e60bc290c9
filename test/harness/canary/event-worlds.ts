import type { EventMetric, SignalQuery } from "@airworthy/signals";
import fc from "fast-check";
import type { EventRow } from "./reference-events.ts";

/** Rows of one file in its order: exposures have a flag, outcomes an event, some rows both. */
export interface EventWorld {
  readonly query: SignalQuery;
  readonly rows: readonly EventRow[];
}

const NONE = { value: null, per: null, limits: null, hasBefore: false, groups: [] } as const;
const GROUPS = [
  { column: "country", value: "de" },
  { column: "country", value: "é" },
  { column: "plan", value: "free" },
];
const METRICS: readonly EventMetric[] = [
  { ...NONE, name: "stars", event: "rated", measure: "mean", value: "stars", hasBefore: true, groups: GROUPS },
  { ...NONE, name: "ratings", event: "rated", measure: "mean", groups: GROUPS.slice(2) },
  { ...NONE, name: "constructor", event: "__proto__", measure: "rate", hasBefore: true, groups: GROUPS.slice(0, 1) },
  { ...NONE, name: "share", event: "rated", measure: "ratio", value: "stars", per: "views", groups: GROUPS },
  { ...NONE, name: "views", event: "viewed", measure: "ratio", value: "views" },
  { ...NONE, name: "wait", event: "viewed", measure: "quantile", value: "views", limits: [0, 1, 2.5], groups: GROUPS },
];

/** Few units and few milliseconds, so that all that can meet does. Sums of quarters are exact. */
const unit = fc.constantFrom("a", "b", "c", "7", "é");
const time = fc.integer({ min: -2, max: 45 });
const quarter = fc.integer({ min: -8, max: 16 }).map((count) => count / 4);
const value = fc.oneof({ weight: 6, arbitrary: quarter }, fc.constantFrom(null, "much"));
const common = {
  id: fc.constantFrom(null, "1", "2", "3"),
  received: fc.option(fc.integer({ min: 0, max: 60 })),
};
const exposure = {
  exposed: time,
  who: unit,
  flag: fc.constantFrom("ranker", "ranker", "ranker", "other"),
  variant: fc.constantFrom("new", "new-b", "old", "old", "strange", null),
  version: fc.constantFrom("r/1", "r/1", "r/1", "r/2", null),
  country: fc.constantFrom("de", "é", "fr", "\u{1f600}", "\uffff", null),
  plan: fc.constantFrom("free", "paid", null),
};
const outcome = {
  at: time,
  user: unit,
  event: fc.constantFrom("rated", "viewed", "__proto__", "unasked"),
  stars: value,
  views: value,
};
const NO_EXPOSURE = blank(exposure);
const NO_OUTCOME = blank(outcome);

const row = fc.oneof(
  fc.record({ ...common, ...exposure }).map((filled) => ({ ...NO_OUTCOME, ...filled })),
  fc.record({ ...common, ...outcome }).map((filled) => ({ ...NO_EXPOSURE, ...filled })),
  fc.record({ ...common, ...exposure, ...outcome }),
);
/** With doubles right behind, as they are sent again. */
const rows = fc
  .array(fc.tuple(row, fc.boolean()), { maxLength: 40, size: "max" })
  .map((some) => some.flatMap(([one, isTwice]) => (isTwice ? [one, one] : [one])));

const times = fc.record({
  from: fc.integer({ min: 5, max: 15 }),
  preFrom: fc.integer({ min: 0, max: 5 }),
  preUntil: fc.integer({ min: 3, max: 5 }),
  until: fc.integer({ min: 20, max: 38 }),
  now: fc.integer({ min: 30, max: 40 }),
  skew: fc.integer({ min: 0, max: 6 }),
  wait: fc.integer({ min: 0, max: 40 }),
  within: fc.option(fc.integer({ min: 1, max: 20 })),
});

const query = fc
  .record({
    times,
    hasIds: fc.boolean(),
    hasReceived: fc.boolean(),
    version: fc.constantFrom(null, "r/1"),
    segment: fc.constantFrom(null, { column: "plan", value: "paid" }),
    excluded: fc.subarray(
      [GROUPS[0], GROUPS[1], { column: "plan", value: "paid" }].filter((group) => group !== undefined),
    ),
    forAll: fc.boolean(),
  })
  .map(({ times, hasIds, hasReceived, version, segment, excluded, forAll }): SignalQuery => {
    const shared = { id: hasIds ? "id" : null, received: hasReceived ? "received" : null };
    const exposures = { time: "exposed", unit: "who", flag: "flag", variant: "variant", version: "version", ...shared };
    return {
      flag: "ranker",
      version,
      variants: { candidate: ["new", "new-b"], baseline: ["old"] },
      times,
      exposures: { table: null, columns: exposures },
      segment,
      excluded,
      outcomes: { table: null, columns: { time: "at", unit: "user", event: "event", ...shared } },
      metrics: forAll ? [...METRICS, { ...NONE, name: "doings", event: null, measure: "mean" }] : METRICS,
    };
  });

export const eventWorlds: fc.Arbitrary<EventWorld> = fc.record({ query, rows });

export function isExposure(one: EventRow): boolean {
  return one["flag"] !== null;
}

export function isOutcome(one: EventRow): boolean {
  return one["event"] !== null;
}

function blank(columns: object): Record<string, null> {
  return Object.fromEntries(Object.keys(columns).map((column) => [column, null]));
}
