import { type Read, type RowSettings, readIssue } from "@airworthy/feedback";
import { type IssueEdit, type LabelledIssue, listLabelledIssues, readIssueEdits } from "@airworthy/github";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import type { FeedbackSection } from "../configuration/feedback-section.ts";
import type { Remote } from "../history/open-store.ts";
import { type RemovalRequest, requestedBy } from "./removals.ts";

/** What each place is read with. */
export interface Source {
  readonly section: FeedbackSection;
  readonly settings: RowSettings;
  readonly ports: Ports;
}

export interface GatheredIssues {
  readonly reads: readonly Read[];
  readonly removals: readonly RemovalRequest[];
  /** The addresses of those whose authors left nothing that could be kept. */
  readonly withdrawn: readonly string[];
}

/** Issues with the labels of feedback that people wrote themselves, and those that ask for a removal. Throws a GitHubProblem. */
export async function gatherIssues(
  { client, repository }: Remote,
  { section, settings, ports }: Source,
): Promise<GatheredIssues> {
  const list = async (label: string): Promise<readonly LabelledIssue[]> => {
    const { items, isCut } = await listLabelledIssues(client, repository, { label });
    if (isCut)
      ports.log.warn(`There are more issues labelled ${label} than ${items.length}: the newest were not read.`);
    return items;
  };
  const byNumber = new Map<number, LabelledIssue>();
  for (const label of section.labels) for (const issue of await list(label)) byNumber.set(issue.number, issue);
  const asking = await list(section["removal-label"]);
  ports.log.info(`${formatCounted(byNumber.size, "issue")}, ${formatCounted(asking.length, "request")} for removal`);
  const given = [...byNumber.values()].filter(({ viaApp }) => viaApp === null);
  const changed = given.filter(({ createdAt, updatedAt }) => createdAt !== updatedAt);
  const edits = await readIssueEdits(
    client,
    repository,
    changed.map(({ number }) => number),
  );
  const reads = given.map((issue) => readEdited(issue, edits.get(issue.number) ?? null, settings));
  return {
    reads,
    removals: asking.flatMap((issue) => requestedBy(issue, byNumber.has(issue.number))),
    withdrawn: reads.flatMap((read) => ("refused" in read && read.refused !== "edited" ? read.at : [])),
  };
}

/** GitHub counts whole seconds: what somebody said within that of an edit may be about the text before. */
const END_OF_SECOND = ".999Z";

/**
 * An issue as its author left it, since the last change to its text. Where somebody else changed it last, it is refused: it says,
 * and consents to, what its author may not have.
 */
function readEdited(issue: LabelledIssue, edit: IssueEdit | null, settings: RowSettings): Read {
  const { createdAt, body, isBodyCut } = issue;
  const place = { link: issue.url, author: issue.author?.login ?? null };
  if (edit !== null && (edit.by === null || edit.by.toLowerCase() !== place.author?.toLowerCase())) {
    return { refused: "edited", at: place.link };
  }
  const on = edit === null ? createdAt : edit.on.replace(/(\.\d+)?Z$/, END_OF_SECOND);
  return readIssue({ ...place, on, body, isCut: isBodyCut }, settings);
}
