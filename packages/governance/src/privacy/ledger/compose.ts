import { canonicalJson } from "@airworthy/evidence";
import { laplaceRdp } from "./laplace.ts";
import type { LedgerEntry } from "./ledger.ts";
import { sampledGaussianRdp } from "./sampled-gaussian.ts";

/** Opacus's orders, and three more for much noise. */
export const ORDERS: readonly number[] = [
  ...Array.from({ length: 99 }, (_, tenth) => 1 + (tenth + 1) / 10),
  ...Array.from({ length: 52 }, (_, order) => order + 12),
  128,
  256,
  512,
];

/** The Rényi divergence of all entries together at each order: divergences add up (Mironov 2017, proposition 1). */
export function composedRdp(entries: readonly LedgerEntry[], orders: readonly number[]): number[] {
  const alike = mergeAlike(entries);
  return orders.map((order) => alike.reduce((sum, entry) => sum + entry.steps * stepRdp(entry, order), 0));
}

/** Entries that differ in their ids and steps alone, as one: a series is worked out once. */
function mergeAlike(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const merged = new Map<string, LedgerEntry>();
  for (const entry of entries) {
    const key = canonicalJson({ ...entry, id: "", steps: 0 });
    merged.set(key, { ...entry, steps: entry.steps + (merged.get(key)?.steps ?? 0) });
  }
  return [...merged.values()];
}

function stepRdp(entry: LedgerEntry, order: number): number {
  const noise = entry["noise-multiplier"];
  if (entry.mechanism === "laplace") return laplaceRdp(noise, order);
  return sampledGaussianRdp(entry.mechanism === "gaussian" ? 1 : entry["sampling-probability"], noise, order);
}
