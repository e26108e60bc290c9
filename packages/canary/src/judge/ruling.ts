import { capText } from "@airworthy/report";
import type { CanaryPredicate } from "../evidence/predicate.ts";
import { findingLabel } from "../words/finding.ts";
import type { Judged } from "./judged.ts";

/** What a look comes to, and why. */
export type Ruling = Pick<CanaryPredicate, "decision" | "reasonCode" | "why">;

/** Enough to know a metric and its group by, and short enough for a sentence. */
const LABEL_CHARACTERS = 200;

export function hold(reasonCode: string, why: string): Ruling {
  return { decision: "hold", reasonCode, why };
}

/** The first of several metrics and how many more, with a verb: "cost per user and 2 more are". */
export function subject(judged: readonly Judged[], verbs: readonly [one: string, several: string]): string {
  const [first, ...more] = judged;
  const label = first === undefined ? "nothing" : capText(findingLabel(first.finding), LABEL_CHARACTERS);
  return more.length === 0 ? `${label} ${verbs[0]}` : `${label} and ${more.length} more ${verbs[1]}`;
}
