import type { VersionRef } from "@airworthy/evidence";
import type { Block, Inline, Text } from "./block.ts";
import { formatCount, formatCounted } from "./format.ts";
import type { BaselineCommit, ReportSection } from "./section.ts";

/** As many digits as tell packages apart by eye; 48 bits. */
const SHOWN_DIGITS = 12;
const COMMIT_DIGITS = 7;

/** A commit as its short SHA; links to its page where the repository has an address. */
export function commitText(sha: string, repository: string | null): Inline {
  const short = { kind: "code", text: sha.slice(0, COMMIT_DIGITS) } as const;
  return repository === null ? short : { kind: "link", href: `${repository}/commit/${sha}`, text: short };
}

/** Sections that speak of the same candidate: the same name, version, digest and kind of digest. */
export interface CandidateGroup {
  readonly candidate: VersionRef;
  readonly sections: readonly ReportSection[];
}

/**
 * Sections by candidate, in the order in which candidates first appear. What only describes the baseline of a
 * comparison, such as its package, goes with the candidate that it was compared with.
 */
export function groupByCandidate(sections: readonly ReportSection[]): readonly CandidateGroup[] {
  const comparedWith = new Map<string, VersionRef>();
  for (const { candidate, baseline } of sections) if (baseline !== null) comparedWith.set(keyOf(baseline), candidate);
  const groups = new Map<string, { candidate: VersionRef; sections: ReportSection[] }>();
  for (const section of sections) {
    const describes = section.baseline === null && section.rows.length === 0;
    const candidate = (describes && comparedWith.get(keyOf(section.candidate))) || section.candidate;
    const group = groups.get(keyOf(candidate)) ?? { candidate, sections: [] };
    group.sections.push(section);
    groups.set(keyOf(candidate), group);
  }
  return [...groups.values()];
}

/** What was compared with what: a line for each candidate; a list, said to be one, where there are several. */
export function comparedBlocks(groups: readonly CandidateGroup[], repository: string | null): readonly Block[] {
  const lines = groups.map((group) => comparedLine(group, repository));
  if (groups.length < 2) return lines.map((text) => ({ kind: "paragraph", text }));
  const titled = groups.map(
    (group, index): Text => [
      `${group.sections.map((section) => section.title).join(", ")}: `,
      ...[lines[index] ?? []].flat(),
    ],
  );
  const lead: Text = [{ kind: "strong", text: `These ${groups.length} candidates are not the same` }, ":"];
  return [
    { kind: "paragraph", text: lead },
    { kind: "list", items: titled },
  ];
}

/** A candidate's name for a heading: "review-sentiment 2.0.0". */
export function candidateName(group: CandidateGroup): Text {
  return versionText(group.candidate, null);
}

/** The sections that are about the candidate itself, not about its baseline. */
export function ownSections(group: CandidateGroup): readonly ReportSection[] {
  return group.sections.filter((section) => keyOf(section.candidate) === keyOf(group.candidate));
}

/** What a candidate was compared with: each version once. */
export function baselinesOf(group: CandidateGroup): readonly VersionRef[] {
  const baselines = new Map<string, VersionRef>();
  for (const { baseline } of group.sections) if (baseline !== null) baselines.set(keyOf(baseline), baseline);
  return [...baselines.values()];
}

/** The commit of a candidate's baselines; null where nobody knows, or where there are several. */
export function baselineCommitOf(group: CandidateGroup): BaselineCommit | null {
  const commits = new Map<string, BaselineCommit>();
  for (const { baselineCommit } of group.sections) if (baselineCommit) commits.set(baselineCommit.sha, baselineCommit);
  const [only, ...others] = commits.values();
  return only !== undefined && others.length === 0 ? only : null;
}

function comparedLine(group: CandidateGroup, repository: string | null): readonly Inline[] {
  const against = baselinesOf(group).map((baseline, index): readonly Inline[] => [
    index === 0 ? " against " : " and ",
    ...versionText(baseline, group.candidate),
  ]);
  const commit = baselineCommitOf(group);
  const alone = against.length === 0 ? [", without a baseline"] : [];
  const facts = new Set(ownSections(group).flatMap((section) => section.facts));
  return [
    ...versionText(group.candidate, null),
    ...against.flat(),
    ...(commit === null ? [] : baselineCommitText(commit, repository)),
    ...alone,
    ...[...facts].map((fact) => ` · ${fact}`),
  ];
}

/** " (`def5678`, 3 commits before the merge base, 2 days old)". */
function baselineCommitText({ sha, distance, days }: BaselineCommit, repository: string | null): readonly Inline[] {
  const away = distance === 0 ? "the merge base" : `${formatCounted(distance ?? 0, "commit")} before the merge base`;
  const old = days === 0 ? "today's" : `${formatCount(days ?? 0)} ${days === 1 ? "day" : "days"} old`;
  const words = [...(distance === null ? [] : [away]), ...(days === null ? [] : [old])];
  return [" (", commitText(sha, repository), ...words.map((word) => `, ${word}`), ")"];
}

/** The name is left out where it is the other's and a version tells the two apart; so is a version that is the digest itself. */
function versionText(version: VersionRef, other: VersionRef | null): readonly Inline[] {
  const named = version.version === null || version.name !== other?.name;
  const digest = `sha256:${version.sha256.slice(0, SHOWN_DIGITS)}`;
  const said = version.version === digest ? null : version.version;
  return [
    ...(named ? [version.name, " "] : []),
    ...(said === null ? [] : [{ kind: "strong", text: said } as const, " "]),
    { kind: "code", text: `${digest}…` },
    ...(version.digestOf === "input" ? [" (digest of the input, not of a package)"] : []),
  ];
}

function keyOf(version: VersionRef): string {
  return JSON.stringify([version.name, version.version, version.sha256, version.digestOf]);
}
