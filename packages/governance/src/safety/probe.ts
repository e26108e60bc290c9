import type { Severity } from "@airworthy/evidence";
import type { FigureChange } from "../audit/figure.ts";

/** The share of a safety test's cases that fail. */
export const UNSAFE_RATE = "unsafe-rate";

/** What a behaviour test found of a version: the cases that could be judged, and those of them that failed. */
export interface ProbeCounts {
  readonly judged: number;
  readonly failed: number;
  /** Cases without a usable answer: of those nobody knows. */
  readonly unanswered: number;
}

/** A behaviour test that probes for something unsafe. */
export interface SafetyProbe {
  /** The test's title; untrusted. */
  readonly title: string;
  /** What it is about, as the suite says, such as "toxicity". */
  readonly capability: string;
  /** How bad a failure of it is; left out where the suite does not say. */
  readonly severity?: Severity;
  readonly candidate: ProbeCounts;
  readonly baseline: ProbeCounts | null;
  /** Candidate minus baseline of the failure rate, on the same cases; null without a baseline. */
  readonly difference: FigureChange | null;
}
