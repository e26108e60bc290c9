import { UserError } from "@airworthy/evidence";
import { refusedValue, unpacked } from "../cell-values.ts";

/** What a query was answered with: gains of the items that are relevant, and items in the order in which they were ranked. */
export interface RankedRow {
  /** Each above 0. */
  readonly gains: ReadonlyMap<string, number>;
  readonly ranked: readonly string[];
}

/** Above this 2 to the power of a gain is no number any more. */
const LARGEST_GAIN = 1000;

/**
 * Reads a row's label, a list of relevant items or an object of gains by item, and its prediction, a ranked list. In a text
 * a list or an object may be JSON, or a list's items stand apart by `|`. Throws a UserError without a place for anything else,
 * and for an item that is ranked twice.
 */
export function rankedRow([label, prediction]: readonly unknown[]): RankedRow {
  const ranked = itemsIn("prediction", unpacked(prediction));
  const place = placeOfRepeated(ranked);
  if (place < 0) return { gains: gainsIn(unpacked(label)), ranked };
  throw new UserError(`prediction ranks its item ${place + 1} twice; each item is allowed once`);
}

function gainsIn(label: unknown): Map<string, number> {
  if (typeof label !== "object" || label === null || Array.isArray(label)) {
    return new Map(itemsIn("label", label).map((item) => [item, 1]));
  }
  const gains = Object.entries(label).map(([item, gain]) => [item, gainOf(gain)] as const);
  return new Map(gains.filter(([, gain]) => gain > 0));
}

function gainOf(gain: unknown): number {
  if (typeof gain === "number" && gain >= 0 && gain <= LARGEST_GAIN) return gain;
  throw refusedValue("a gain of label", gain, `a number from 0 to ${LARGEST_GAIN}`);
}

function itemsIn(column: string, value: unknown): string[] {
  if (typeof value === "string") return value === "" ? [] : value.split("|").map((item) => item.trim());
  if (typeof value === "number" && Number.isFinite(value)) return [String(value)];
  if (!Array.isArray(value)) throw refusedValue(column, value, "a list of items");
  return value.map((item: unknown) => {
    if (typeof item === "string") return item;
    if (typeof item === "number" && Number.isFinite(item)) return String(item);
    throw refusedValue(`an item of ${column}`, item, "a text or a number");
  });
}

function placeOfRepeated(items: readonly string[]): number {
  const seen = new Set<string>();
  return items.findIndex((item) => seen.size === seen.add(item).size);
}
