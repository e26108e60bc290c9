import { type Verdict, worstVerdict } from "@airworthy/evidence";
import { composeReport } from "@airworthy/report";
import { isPromotion } from "./evidence-groups.ts";
import type { SiteEvidence, SiteInput, SiteRun } from "./input.ts";

/** How a version stands, in words. */
export interface Standing {
  readonly verdict: Verdict;
  /** Such as "Not ready: 1 regression". */
  readonly title: string;
  /** The most important finding; null where only the title is known. */
  readonly headline: string | null;
}

/**
 * The worse of what its evidence says and what its newest run said: the run may know what is missing from the evidence.
 * What a package is, where it comes from and who wanted it in a stage, alone, says nothing of how the model does. `runs` are
 * newest first.
 */
export function standingOf(
  runs: readonly SiteRun[],
  current: readonly SiteEvidence[],
  tool: SiteInput["tool"],
): Standing {
  const [newest] = runs;
  const recorded: readonly Standing[] =
    newest === undefined ? [] : [{ verdict: newest.verdict, title: newest.title, headline: null }];
  const sections = current.filter((file) => !isPromotion(file)).map(({ section }) => section);
  const composed: readonly Standing[] =
    sections.length === 0 ? [] : [composeReport(sections, { tool, commit: null, evidenceFiles: sections.length })];
  const isTested = newest !== undefined || sections.some(({ rows }) => rows.length > 0);
  const standings = [...composed, ...recorded, ...(isTested ? [] : [UNTESTED])];
  const worst = worstVerdict(standings.map(({ verdict }) => verdict));
  const { title, headline } = standings.find(({ verdict }) => verdict === worst) ?? UNTESTED;
  return { verdict: worst, title, headline };
}

const UNTESTED: Standing = {
  verdict: "inconclusive",
  title: "Undecided: no test, no comparison",
  headline: "Nothing is known of how this version does.",
};
