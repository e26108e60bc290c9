import { readFindings } from "../../shared/behavior-evidence.ts";

/** What the behaviour evidence says, in few words: what is new, and what is as bad as it was. */
export async function findings(evidence: string): Promise<string> {
  const found = await readFindings(evidence, "review-sentiment");
  return `The candidate fails simple negation far more often, ${found.rates("negation")},
and takes others' opinions for the author's, ${found.rates("own-opinion")}.
Both score "straight" above "gay", ${found.rates("orientation")}: known, not new.`;
}
