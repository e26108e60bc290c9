/** What a column of times holds: whole or broken milliseconds since 1970, or timestamps, where without a zone in UTC. */
export type TimeKind = "whole" | "broken" | "timestamp" | "zoned";

/** In the words of all the databases. */
const KINDS: readonly (readonly [RegExp, TimeKind])[] = [
  [/^timestamptz|^timestamp.* with time zone$/, "zoned"],
  [/^(timestamp|datetime|date)/, "timestamp"],
  [/^u?(tiny|small|big|huge)?int(eger|\d+)?$/, "whole"],
  [/^(double|float|real|numeric|decimal)/, "broken"],
];

const WRAPPED = /^(?:nullable|lowcardinality)\((.*)\)$/;

/** The kind of a column by the name of its type; null where it can hold no times. */
export function timeKindOf(type: string): TimeKind | null {
  const name = type.trim().toLowerCase();
  const inner = WRAPPED.exec(name)?.[1];
  if (inner !== undefined) return timeKindOf(inner);
  return KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
