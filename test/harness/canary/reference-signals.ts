import { ARMS, type ArmName, type Collected, type SignalQuery } from "@airworthy/signals";
import { cellOf, type ExposedUnit, isOf } from "./reference-cells.ts";
import { type Event, type EventRow, eventsOf, textIn } from "./reference-events.ts";

/** The rows of each table; the same rows may be given for both. */
export interface EventRows {
  readonly exposures: readonly EventRow[];
  readonly outcomes: readonly EventRow[];
}

/**
 * What every source should find, by the rules of `SignalQuery` one after the other: as clear as can be, however slow. What these
 * leave to the reader is read so:
 *
 * - a row that is an exposure and an outcome is an event as each of them;
 * - a row without an id is no duplicate;
 * - a unit's groups are settled column by column among the rows of its earliest time;
 * - whether a unit is a crossover does not depend on `within`;
 * - the newest exposure is the newest that went on and whose variant is one of the versions';
 * - the newest outcome is the newest that counts for a unit of one version, though the unit may not count yet;
 * - an outcome whose value is invalid adds nothing to the metric, not even to a number of outcomes.
 *
 * `outOfOrder` is 0: it is a matter of files.
 */
export function referenceSignals(query: SignalQuery, rows: EventRows): Collected {
  const exposures = exposuresOf(query, rows.exposures);
  const outcomes = outcomesOf(query, rows.outcomes);
  const going = exposures.filter((event) => event.fate === "on");
  const known = going.filter((event) => armOf(query, event.row) !== null);
  const { units, crossover, following } = unitsOf(query, known, outcomes);
  const all = [...exposures, ...outcomes];
  const withFate = (fate: Event["fate"]) => all.filter((event) => event.fate === fate).length;
  const ofArm = (arm: ArmName) => units.filter((unit) => unit.arm === arm);
  const outcomesIn = (arm: ArmName) => ofArm(arm).flatMap((unit) => unit.after).length;
  return {
    units: { candidate: ofArm("candidate").length, baseline: ofArm("baseline").length },
    outcomes: { candidate: outcomesIn("candidate"), baseline: outcomesIn("baseline") },
    newest: latestOf(known),
    newestOutcome: latestOf(following),
    quality: {
      events: all.length,
      late: withFate("late"),
      duplicate: withFate("duplicate"),
      outOfOrder: 0,
      fromTheFuture: withFate("future"),
      unknownVariant: going.length - known.length,
      crossover,
    },
    cells: query.metrics.flatMap((metric) =>
      [null, ...metric.groups].flatMap((group) => ARMS.map((arm) => cellOf(query, metric, group, arm, ofArm(arm)))),
    ),
  };
}

function exposuresOf(query: SignalQuery, rows: readonly EventRow[]): Event[] {
  const { flag, version, segment, excluded, times } = query;
  const { columns } = query.exposures;
  const asked = rows.filter(
    (row) =>
      (columns.flag === null || textIn(row, columns.flag) === flag) &&
      (columns.version === null || version === null || textIn(row, columns.version) === version) &&
      (segment === null || textIn(row, segment.column) === segment.value) &&
      !excluded.some((group) => textIn(row, group.column) === group.value),
  );
  const groups = [...excluded, ...query.metrics.flatMap((metric) => metric.groups)].map((group) => group.column);
  return eventsOf(asked, times, times.from, columns, [columns.variant, ...groups]);
}

function outcomesOf(query: SignalQuery, rows: readonly EventRow[]): Event[] {
  const { columns } = query.outcomes;
  const asked = rows.filter((row) => query.metrics.some((metric) => isOf(query, metric, row)));
  const values = query.metrics.flatMap((metric) => [metric.value, metric.per]);
  return eventsOf(asked, query.times, query.times.preFrom, columns, [columns.event, ...values]);
}

function armOf(query: SignalQuery, row: EventRow): ArmName | null {
  const variant = textIn(row, query.exposures.columns.variant);
  return ARMS.find((arm) => variant !== null && query.variants[arm].includes(variant)) ?? null;
}

function unitsOf(query: SignalQuery, known: readonly Event[], outcomes: readonly Event[]) {
  const { from, preFrom, preUntil, until, skew, within } = query.times;
  const going = byUnit(outcomes.filter((event) => event.fate === "on"));
  const units: ExposedUnit[] = [];
  const following: Event[] = [];
  let crossover = 0;
  for (const [id, seen] of byUnit(known)) {
    const [arm, other] = new Set(seen.map((event) => armOf(query, event.row)));
    const first = seen.map((event) => event.time).reduce((a, b) => Math.min(a, b));
    if (other !== undefined) crossover += 1;
    else if (arm) {
      const mine = going.get(id) ?? [];
      const start = Math.max(from, first - skew);
      const end = within === null ? until : Math.min(until, first + within);
      const after = mine.filter(({ time }) => start <= time && time < end);
      following.push(...after);
      if (within !== null && first + within > until) continue;
      units.push({
        id,
        arm,
        first,
        firstRows: seen.filter((event) => event.time === first).map((event) => event.row),
        after: after.map((event) => event.row),
        before: mine.filter(({ time }) => preFrom <= time && time < preUntil).map((event) => event.row),
      });
    }
  }
  return { units, crossover, following };
}

function latestOf(events: readonly Event[]): number | null {
  return events.length === 0 ? null : events.map((event) => event.time).reduce((a, b) => Math.max(a, b));
}

function byUnit(events: readonly Event[]): Map<string, Event[]> {
  const found = new Map<string, Event[]>();
  for (const event of events) found.set(event.unit, [...(found.get(event.unit) ?? []), event]);
  return found;
}
