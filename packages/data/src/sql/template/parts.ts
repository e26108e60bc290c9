import type { EventMetric, Group, SignalQuery } from "@airworthy/signals";
import type { Dialect } from "../dialects/dialect.ts";
import type { TimeKind } from "../dialects/time-kind.ts";

/** What the columns of times hold, of both tables; of a column that there is not, anything. */
export interface TimeKinds {
  readonly exposed: TimeKind;
  readonly exposureReceived: TimeKind;
  readonly done: TimeKind;
  readonly outcomeReceived: TimeKind;
}

/** What all parts of the template are made of. */
export interface Parts {
  readonly query: SignalQuery;
  readonly dialect: Dialect;
  readonly kinds: TimeKinds;
  /** Each column of groups, and of what is excluded, once. */
  readonly groupColumns: readonly string[];
  /** Each group once. */
  readonly groups: readonly Group[];
  /** Each column of numbers once. */
  readonly valueColumns: readonly string[];
}

export function partsOf(query: SignalQuery, dialect: Dialect, kinds: TimeKinds): Parts {
  const groups = groupsOf(query);
  const groupColumns = [...new Set([...groups, ...query.excluded].map((group) => group.column))];
  const values = query.metrics.flatMap((metric) => [valueColumn(metric), perColumn(metric)]);
  const valueColumns = [...new Set(values.filter((column) => column !== null))];
  return { query, dialect, kinds, groupColumns, groups, valueColumns };
}

/** Each group of any metric once. */
export function groupsOf(query: SignalQuery): readonly Group[] {
  const groups: Group[] = [];
  for (const group of query.metrics.flatMap((metric) => metric.groups)) {
    if (groupIndex(groups, group) === -1) groups.push(group);
  }
  return groups;
}

export function groupIndex(groups: readonly Group[], { column, value }: Group): number {
  return groups.findIndex((group) => group.column === column && group.value === value);
}

/** The column whose numbers a metric adds up; null where it counts. */
export function valueColumn(metric: EventMetric): string | null {
  return metric.measure === "rate" ? null : metric.value;
}

export function perColumn(metric: EventMetric): string | null {
  return metric.measure === "ratio" ? metric.per : null;
}
