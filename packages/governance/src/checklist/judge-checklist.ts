import { VERDICTS, type Verdict, worstVerdict } from "@airworthy/evidence";
import { formatCount, formatCounted } from "@airworthy/report";
import type { Checklist, ChecklistLine } from "./checklist.ts";
import { type Judged, judgeLine, lineVerdict, SHOWN_STATES, type ShownState } from "./judge-line.ts";
import type { LineFinding } from "./line-finding.ts";

/** A line as far as the whole rests on it. */
export interface StandingLine extends Pick<LineFinding, "verdict" | "reasonCode" | "headline"> {
  readonly state: ShownState;
}

export interface JudgedChecklist<Line extends StandingLine = LineFinding> {
  readonly verdict: Verdict;
  readonly reasonCode: string;
  readonly headline: string;
  readonly findings: Line[];
}

/** How each line stands, and with them the checklist: as its worst line. Nothing else is asked, not even a clock. */
export function judgeChecklist(checklist: Checklist, judged: Judged): JudgedChecklist {
  return sumUp(
    checklist,
    checklist.lines.map((line) => findingOf(line, checklist, judged)),
  );
}

/** What the lines come to together. */
export function sumUp<Line extends StandingLine>({ title }: Checklist, findings: Line[]): JudgedChecklist<Line> {
  const [first] = findings.toSorted((a, b) => rank(b) - rank(a));
  const verdict = worstVerdict(findings.map((finding) => finding.verdict));
  const counts = countsOf(findings);
  if (first === undefined || first.verdict === "pass") {
    return { verdict, reasonCode: "lines-hold", headline: `${title}: ${counts}`, findings };
  }
  return { verdict, reasonCode: first.reasonCode, headline: `${title}: ${counts}; ${first.headline}`, findings };
}

/** "20 lines: 12 met, 6 signed, 2 open". */
export function countsOf(findings: readonly Pick<StandingLine, "state">[]): string {
  const counts = SHOWN_STATES.map((state) => ({ state, count: findings.filter((one) => one.state === state).length }));
  const told = counts
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${formatCount(count)} ${stateWords(state)}`);
  return `${formatCounted(findings.length, "line")}: ${told.join(", ")}`;
}

export function stateWords(state: ShownState): string {
  return state.replaceAll("-", " ");
}

function findingOf(line: ChecklistLine, checklist: Checklist, judged: Judged): LineFinding {
  const { state, reasonCode, why, evidence, signedBy, exception } = judgeLine(line, judged);
  return {
    id: line.id,
    verdict: lineVerdict(state, line, checklist),
    reasonCode,
    change: "no-baseline",
    headline: `${line.id} ${line.summary} is ${stateWords(state)}: ${why}`,
    state,
    why,
    evidence: [...evidence],
    signedBy: [...signedBy],
    exception,
  };
}

function rank({ verdict }: StandingLine): number {
  return VERDICTS.indexOf(verdict);
}
