import { appendFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { afterEach, expect } from "vitest";
import { type Agreement, CONFORMANCE_LOG, type Largest } from "../../conformance/agreement.ts";
import { REPOSITORY } from "./action-manifest.ts";

/**
 * Notes an agreement with a peer or a published vector: called by a test after it has compared, with what it counted. Adds a line
 * to the file that AIRWORTHY_CONFORMANCE_LOG names, and does nothing without it. What is noted several times under one claim adds up.
 */
export function conforms(agreement: Omit<Agreement, "test">): void {
  const log = process.env[CONFORMANCE_LOG];
  if (log === undefined || log === "") return;
  const { testPath = "" } = expect.getState();
  const test = relative(REPOSITORY, testPath).replaceAll(sep, "/");
  appendFileSync(log, `${JSON.stringify({ ...agreement, test } satisfies Agreement)}\n`);
}

/** For a `describe` of a published example or vector: what each of its tests asserts is compared. */
export function conformsEach(agreement: Omit<Agreement, "test" | "cases">): void {
  afterEach(() => conforms({ ...agreement, cases: assertionsMade() }));
}

/** How often the current test has asserted something so far. */
export function assertionsMade(): number {
  return expect.getState().assertionCalls;
}

/** Counts comparisons where they are made; of numbers, with the largest difference. */
export interface Tally {
  add(difference?: number): void;
  /** What was counted since it was last taken. */
  take(): { readonly cases: number; readonly largest?: Largest };
}

/** `kind` is how the differences of numbers are told: of the peer's value, or as they are. */
export function createTally(kind: Largest["kind"] = "relative"): Tally {
  let cases = 0;
  let difference: number | null = null;
  return {
    add(given) {
      cases++;
      if (given !== undefined) difference = Math.max(difference ?? 0, given);
    },
    take() {
      const taken = difference === null ? { cases } : { cases, largest: { difference, kind } };
      cases = 0;
      difference = null;
      return taken;
    },
  };
}

/** How far `ours` is from the peer's number, of the latter. */
export function relativeDifference(ours: number, theirs: number): number {
  return ours === theirs ? 0 : Math.abs(ours - theirs) / Math.abs(theirs);
}
