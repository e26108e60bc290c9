import type { Statement, Verdict } from "@airworthy/evidence";
import type { Block } from "@airworthy/report";

/** What is to be told of something that was asked for. */
export interface Told {
  readonly verdict: Verdict;
  readonly reasonCode: string;
  /** One sentence. */
  readonly headline: string;
  /** promoted, rolled-back, unchanged, refused, answered or looked. */
  readonly effect: string;
  readonly blocks: readonly Block[];
  readonly evidence: readonly { readonly name: string; readonly statement: Statement }[];
}
