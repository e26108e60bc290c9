import { checkShape, readYaml, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { type Slice, sliceQuery } from "../slices/slice.ts";

const text = (most: number) =>
  v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(most, `must have at most ${most} characters`));

const partSchema = v.strictObject({ column: text(200), value: text(256) });

/** Made a list before it is checked: a schema of objects would pass over a column named `constructor`, and waive more. */
const sliceSchema = v.pipe(
  v.custom<object>(isMapping, "must name columns and their values, such as { source: yelp }"),
  v.transform((slice) => Object.entries(slice).map(([column, value]) => ({ column, value }))),
  v.array(partSchema),
  v.nonEmpty("must name a column"),
);

const waiverSchema = v.strictObject({
  /** The metric as findings name it, such as `macro-f1` or `f-beta(beta=2)`. */
  metric: text(300),
  /** The one slice that is meant, column by column; all rows without it. */
  slice: v.exactOptional(sliceSchema),
  /** The largest loss that is accepted, in the metric's unit: more than this fails all the same. */
  ceiling: v.pipe(v.number(), v.finite("must be finite"), v.minValue(0, "must be at least 0")),
  reason: text(1000),
  owner: text(200),
  /** The last day on which it holds, in UTC. */
  expires: v.pipe(
    v.string(),
    v.isoDate("must be a date such as 2027-01-31"),
    v.check(isDay, "must be a day that there is"),
  ),
});

const waiversSchema = v.strictObject({
  waivers: v.pipe(v.array(waiverSchema), v.maxLength(1_000, "must have at most 1000 entries")),
});

export type Waiver = v.InferOutput<typeof waiverSchema>;

/**
 * Reads a file of waivers (YAML). Throws a UserError that names file, line and field; and for two waivers of one metric and slice,
 * of which only one could be meant.
 */
export function parseWaivers(source: string, file: string): readonly Waiver[] {
  const { value, lineOf } = readYaml(source, file);
  const { waivers } = checkShape(waiversSchema, value, file, lineOf);
  const keys = waivers.map(waiverKey);
  const twice = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (twice >= 0) {
    throw new UserError(`${file}, line ${lineOf(["waivers", twice]) ?? "?"}: ${keys[twice]} is waived twice`);
  }
  return waivers;
}

/** Whether a waiver can be of this metric and slice: in evidence, names may be empty or longer than a waiver's. */
export function isNameable(metric: string, slice: Slice | null): boolean {
  if (!v.is(waiverSchema.entries.metric, metric)) return false;
  if (slice === null) return true;
  const columns = new Set(slice.map(({ column }) => column));
  return slice.every((part) => v.is(partSchema, part)) && columns.size === slice.length && columns.size > 0;
}

/** The finding that a waiver is of, as findings' ids have it but for the order of columns. */
export function waiverKey({ metric, slice }: Waiver): string {
  return findingKey(metric, slice ?? null);
}

/** A name for a metric on a slice that does not depend on the order of the slice's columns. */
export function findingKey(metric: string, slice: Slice | null): string {
  if (slice === null) return metric;
  return `${metric}?${slice
    .map((part) => sliceQuery([part]))
    .sort()
    .join("&")}`;
}

function isMapping(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
