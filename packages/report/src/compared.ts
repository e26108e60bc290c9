import type { VersionRef } from "@airworthy/evidence";
import type { Block, Inline, Text } from "./block.ts";
import type { ReportSection } from "./section.ts";

/** As many digits as tell packages apart by eye; 48 bits. */
const SHOWN_DIGITS = 12;

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
export function comparedBlocks(groups: readonly CandidateGroup[]): readonly Block[] {
  const lines = groups.map(comparedLine);
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

function comparedLine(group: CandidateGroup): readonly Inline[] {
  const baselines = new Map<string, VersionRef>();
  for (const { baseline } of group.sections) if (baseline !== null) baselines.set(keyOf(baseline), baseline);
  const against = [...baselines.values()].map((baseline, index): readonly Inline[] => [
    index === 0 ? " against " : " and ",
    ...versionText(baseline, group.candidate),
  ]);
  const alone = against.length === 0 ? [", without a baseline"] : [];
  const own = group.sections.filter((section) => keyOf(section.candidate) === keyOf(group.candidate));
  const facts = new Set(own.flatMap((section) => section.facts));
  return [
    ...versionText(group.candidate, null),
    ...against.flat(),
    ...alone,
    ...[...facts].map((fact) => ` · ${fact}`),
  ];
}

/** The name is left out where it is the other's and a version tells the two apart. */
function versionText(version: VersionRef, other: VersionRef | null): readonly Inline[] {
  const named = version.version === null || version.name !== other?.name;
  return [
    ...(named ? [version.name, " "] : []),
    ...(version.version === null ? [] : [{ kind: "strong", text: version.version } as const, " "]),
    { kind: "code", text: `sha256:${version.sha256.slice(0, SHOWN_DIGITS)}…` },
    ...(version.digestOf === "input" ? [" (digest of the input, not of a package)"] : []),
  ];
}

function keyOf(version: VersionRef): string {
  return JSON.stringify([version.name, version.version, version.sha256, version.digestOf]);
}
