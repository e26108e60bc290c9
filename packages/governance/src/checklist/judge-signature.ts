import type { SignOff } from "./sign-off-file.ts";

/** What people sign for: a package by its digest, and the digests of the data that it was made of. */
export interface Signed {
  readonly subject: string;
  readonly data: readonly string[];
  /** The day, in UTC. */
  readonly asOf: string;
}

/** Why a sign-off counts for nothing; null where it holds. */
export type VoidReason = "other-package" | "other-data" | "not-yet";

/** A sign-off holds for the package and the data that it names, neither more nor fewer, from its day on. */
export function voidReason(signOff: SignOff, { subject, data, asOf }: Signed): VoidReason | null {
  if (signOff.package !== subject) return "other-package";
  if (!isSameSet(signOff.data, data)) return "other-data";
  return signOff.on > asOf ? "not-yet" : null;
}

export const VOID_WORDS: Readonly<Record<VoidReason, string>> = {
  "other-package": "for another package",
  "other-data": "for other data",
  "not-yet": "on a day to come",
};

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const [left, right] = [new Set(one), new Set(other)];
  return left.size === right.size && [...left].every((digest) => right.has(digest));
}
