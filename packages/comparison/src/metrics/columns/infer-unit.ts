import type { Unit } from "@airworthy/report";
import { wordsOf } from "./name-words.ts";

const UNITS = new Map<string, Unit>([
  ["ms", "milliseconds"],
  ["msec", "milliseconds"],
  ["millis", "milliseconds"],
  ["milliseconds", "milliseconds"],
  ["s", "seconds"],
  ["sec", "seconds"],
  ["secs", "seconds"],
  ["seconds", "seconds"],
  ["bytes", "bytes"],
  ["usd", "dollars"],
  ["dollars", "dollars"],
  ["eur", "euros"],
  ["euros", "euros"],
  ["count", "count"],
]);

/** The unit that a column's name ends with, as in latency_ms; null where it ends with none. Nothing is taken for a rate. */
export function inferUnit(name: string): Unit | null {
  return UNITS.get(wordsOf(name).at(-1) ?? "") ?? null;
}
