import * as v from "valibot";

/** Every verdict, best to worst. */
export const VERDICTS = ["pass", "warn", "inconclusive", "fail", "error"] as const;

export type Verdict = (typeof VERDICTS)[number];

export const verdictSchema = v.picklist(VERDICTS);

/** The worst of several verdicts. Of none it is `inconclusive`: nothing was shown, so nothing passes. */
export function worstVerdict(verdicts: Iterable<Verdict>): Verdict {
  let worst = -1;
  for (const verdict of verdicts) worst = Math.max(worst, VERDICTS.indexOf(verdict));
  return VERDICTS[worst] ?? "inconclusive";
}
