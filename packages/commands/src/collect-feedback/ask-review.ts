import { type Agreement, caseOf, type FeedbackRow } from "@airworthy/feedback";
import { answerIssue, type Run } from "@airworthy/github";
import { renderMarkdown, type Text } from "@airworthy/report";
import type { Remote } from "../history/open-store.ts";

/** A run speaks on so many issues; the other cases are in its report. */
const MOST_ISSUES = 20;
const MOST_CASES = 20;
const KEY = "feedback-review";
const NUMBER = /\/(?:issues|pull)\/([1-9]\d{0,9})(?:#|$)/;

export interface Question {
  readonly remote: Remote;
  readonly run: Run;
  readonly headSha: string;
}

/**
 * Asks for a review of the cases on which people differ, on the first issue of each, in one comment that the next run changes. Who
 * is asked is whoever reads it. Takes `issues: write`. Throws a GitHubProblem.
 */
export async function askReview(
  { disputes }: Agreement,
  rows: readonly FeedbackRow[],
  { remote, run, headSha }: Question,
): Promise<readonly string[]> {
  const disputed = new Set(disputes.map(({ caseId }) => caseId));
  const firstIssue = new Map<string, number>();
  for (const row of rows) {
    const number = numberIn(row);
    const name = caseOf(row);
    if (number === null || !disputed.has(name)) continue;
    firstIssue.set(name, Math.min(number, firstIssue.get(name) ?? number));
  }
  const byIssue = Map.groupBy(firstIssue, ([, number]) => number);
  const asked: string[] = [];
  for (const [number, cases] of [...byIssue].sort(([a], [b]) => a - b).slice(0, MOST_ISSUES)) {
    const text = questionOf(cases.map(([name]) => name).sort());
    const answer = await answerIssue(remote.client, { ...remote.repository, number }, { key: KEY, text, headSha, run });
    asked.push(answer.url);
  }
  return asked;
}

function questionOf(cases: readonly string[]): string {
  const items = cases.slice(0, MOST_CASES).map((name): Text => ({ kind: "code", text: name }));
  const { text } = renderMarkdown([
    {
      kind: "paragraph",
      text: [{ kind: "strong", text: "Needs review" }, ": people differ on the answer of the model to"],
    },
    { kind: "list", items },
    {
      kind: "paragraph",
      text: [
        "Until a reviewer says ",
        { kind: "code", text: "/feedback CASE right" },
        " or ",
        { kind: "code", text: "/feedback CASE wrong expected=…" },
        " in a comment, nothing is learnt from it.",
      ],
    },
  ]);
  return text;
}

function numberIn({ source, kind }: FeedbackRow): number | null {
  if (kind === "comment" || (source.kind !== "issue" && source.kind !== "comment")) return null;
  const number = NUMBER.exec(source.link)?.[1];
  return number === undefined ? null : Number(number);
}
