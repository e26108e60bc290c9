import type { CaseSource } from "../cases/case.ts";
import type { Expectation } from "../expectations/expectation.ts";
import type { Stated } from "./stated-severity.ts";

export const TEST_KINDS = ["mft", "inv", "dir"] as const;

export type TestKind = (typeof TEST_KINDS)[number];

/** What a report says of a test, and what limits it has; nothing of how its cases are made or judged. */
export interface TestHead extends Stated {
  readonly id: string;
  readonly title: string;
  readonly capability: string | null;
  readonly kind: TestKind;
  /** From 0 to 1; null where the suite sets none. */
  readonly maxFailureRate: number | null;
  readonly maxNewFailures: number | null;
  /** Fewer judged cases than this are insufficient evidence. 1 unless the suite says more. */
  readonly minimumCases: number;
  /** Each case is asked `times` times and passes where at least `passes` of them do. 1 and 1 for a model that is asked once. */
  readonly repeat: { readonly times: number; readonly passes: number };
  /** The columns that cases are sliced by: each value has a finding of its own. */
  readonly slices: readonly string[];
  /** The line of the suite's file that the test starts at, from 1; null where that is not known. */
  readonly line: number | null;
}

export interface PlannedTest {
  readonly head: TestHead;
  readonly expectation: Expectation;
  readonly cases: CaseSource;
  /** How many cases there are at most, for progress; null where only the end tells. */
  readonly expectedCases: number | null;
}

/** A suite that is ready to run. */
export interface Plan {
  readonly name: string;
  readonly seed: number;
  /** Every class that the model may answer with; empty where it does not classify. */
  readonly classes: readonly string[];
  readonly tests: readonly PlannedTest[];
  /** Cases of imports that were left out because the suite allows it: where they stand, and why. */
  readonly skipped: readonly string[];
}
