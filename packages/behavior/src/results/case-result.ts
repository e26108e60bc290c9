import type { Case } from "../cases/case.ts";
import type { Judgement } from "../expectations/expectation.ts";
import type { Answer } from "../model.ts";
import type { CaseChange } from "./compare-case.ts";

/** One case under both models. */
export interface CaseResult {
  readonly item: Case;
  readonly change: CaseChange;
  readonly candidate: ModelResult;
  /** Null without a baseline. */
  readonly baseline: ModelResult | null;
}

export interface ModelResult {
  /** One for each of the case's inputs, in order, of the first time that it was asked. */
  readonly answers: readonly Answer[];
  readonly judgement: Judgement;
  /** Every time, the first with them, where the case was asked more than once; else null. */
  readonly repeats: readonly Repeat[] | null;
}

/** One time of several that a case was asked. */
export interface Repeat {
  readonly answers: readonly Answer[];
  readonly judgement: Judgement;
}
