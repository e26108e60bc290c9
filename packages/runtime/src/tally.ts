import { formatCount } from "@airworthy/report";
import type { ProgressUnit } from "./ports.ts";

/** Work under way: how much is done, of how much, since when. */
export interface Tally {
  readonly label: string;
  readonly unit: ProgressUnit;
  /** null where the whole is not known. */
  readonly total: number | null;
  readonly done: number;
  readonly elapsedMs: number;
}

/** The part that is done, from 0 to 1; null where the whole is not known or is nothing. */
export function share(tally: Tally): number | null {
  return tally.total === null || tally.total <= 0 ? null : Math.min(1, tally.done / tally.total);
}

/** Such as "42 %, 1,260 of 3,000 rows, 12,345 rows/s, 3 s left". What is not known is left out. */
export function tallyWords(tally: Tally): string {
  const part = share(tally);
  const perSecond = rate(tally);
  const left = part === null || part === 0 ? null : (tally.elapsedMs / part) * (1 - part);
  return [
    ...(part === null ? [] : [`${Math.floor(part * 100)} %`]),
    tally.total === null ? amount(tally.done, tally.unit) : amountOf(tally.done, tally.total, tally.unit),
    ...(perSecond === null ? [] : [`${amount(perSecond, tally.unit)}/s`]),
    ...(left === null || perSecond === null ? [] : [`${duration(left)} left`]),
  ].join(", ");
}

/** Such as "3,000 rows in 1.2 s". */
export function finishedWords(tally: Tally): string {
  return `${amount(tally.done, tally.unit)} in ${duration(tally.elapsedMs)}`;
}

/** Too little time says nothing about a rate. */
const SHORTEST_MEASURED_MS = 500;

function rate(tally: Tally): number | null {
  return tally.elapsedMs < SHORTEST_MEASURED_MS ? null : (tally.done / tally.elapsedMs) * 1000;
}

function amount(count: number, unit: ProgressUnit): string {
  return unit === "bytes" ? bytes(count) : `${formatCount(count)} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

function amountOf(done: number, total: number, unit: ProgressUnit): string {
  return unit === "bytes" ? `${bytes(done)} of ${bytes(total)}` : `${formatCount(done)} of ${amount(total, unit)}`;
}

/** Decimal multiples, as SI has them. */
const BYTE_UNITS = ["bytes", "kB", "MB", "GB", "TB"] as const;

function bytes(count: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  return `${power === 0 ? Math.round(count) : (count / 1000 ** power).toFixed(1)} ${BYTE_UNITS[power] ?? ""}`;
}

function duration(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
