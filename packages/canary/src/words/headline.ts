import { formatCount } from "@airworthy/report";
import type { CanaryPredicate } from "../evidence/predicate.ts";
import { aboutSoMany, shareInWords, timeInWords, waitInWords } from "./plain.ts";

type Decided = Pick<CanaryPredicate, "decision" | "why" | "next" | "exposure" | "candidate" | "baseline">;

/** One sentence: what happens next, why, and when more is known. Every time in it is the evidence's, none the reader's. */
export function headlineOf(decided: Decided): string {
  const { decision, why, next } = decided;
  const what = happening(decided);
  if (decision === "hold" || decision === "inconclusive") {
    const when = whenKnown(decided);
    return `${what}: ${why}${when === "" ? "" : `; ${when}`}.`;
  }
  return `${what}${next.at === null ? "" : ` at ${timeInWords(next.at)}`}: ${why}.`;
}

/** "a decision in about 6 h at this traffic"; empty where nobody knows. */
export function whenKnown({ next, exposure }: Pick<CanaryPredicate, "next" | "exposure">): string {
  if (next.secondsNeeded !== null) return `a decision in ${waitInWords(next.secondsNeeded)} at this traffic`;
  if (next.samplesNeeded !== null) return `a decision after ${moreUnits(next.samplesNeeded, exposure.of)}`;
  return next.at === null ? "" : `the next decision is at ${timeInWords(next.at)}`;
}

/** "about 1,200 more users". */
export function moreUnits(count: number, of: string): string {
  return `about ${formatCount(aboutSoMany(count))} more ${of}`;
}

function happening({ decision, exposure, next, candidate, baseline }: Decided): string {
  switch (decision) {
    case "advance":
      return `On to ${next.what}`;
    case "promote":
      return `${candidate.version ?? candidate.name} becomes the version for everybody`;
    case "rollback":
      return `Back to ${baseline.version ?? baseline.name} for everybody`;
    default:
      return `Stays at ${shareInWords(exposure.share)} of ${exposure.of}`;
  }
}
