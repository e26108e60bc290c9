import { VERDICTS, type Verdict, worstVerdict } from "@airworthy/evidence";
import type { Block, Inline, Tone } from "./block.ts";
import {
  baselineCommitOf,
  baselinesOf,
  type CandidateGroup,
  candidateName,
  commitText,
  comparedBlocks,
  groupByCandidate,
  ownSections,
} from "./compared.ts";
import { exampleFold } from "./example-fold.ts";
import { formatCounted } from "./format.ts";
import { nextStep } from "./next-step.ts";
import type { Report, ReportContext, ReportedCandidate, ReportedRow } from "./report.ts";
import { changedTables, furtherRows, quietFolds } from "./row-table.ts";
import type { ReportRow, ReportSection } from "./section.ts";
import { byUrgency, severityOf, standingOf } from "./standing.ts";
import { plainText } from "./text.ts";
import { countStandings, titleOf } from "./verdict-title.ts";
import { capText } from "./visible.ts";

const TONES: Readonly<Record<Verdict, Tone>> = {
  pass: "tip",
  warn: "warning",
  inconclusive: "warning",
  fail: "caution",
  error: "warning",
};

/** Enough headlines to see what is wrong; the table has the rest. */
const HEADLINES = 3;

/** The verdict of several sections: the worst that one states or one of its rows brings about; `inconclusive` of none. */
export function combinedVerdict(sections: readonly ReportSection[]): Verdict {
  return worstVerdict(
    sections.flatMap(({ verdict, rows }) => [verdict, ...rows.map((row) => standingOf(row).verdict)]),
  );
}

/**
 * Puts sections together as one report, most important first: verdict and counts, what was compared with what, the
 * rows that changed, the worst failures, what the sections tell besides, rows that passed (folded), the next step, where it all
 * comes from; in each of these the worst sections come first. Rows of different candidates are never
 * mixed: each has a table under its name, and one of slices. Nothing that failed or could not be judged is folded away,
 * but the slices beyond the most urgent.
 */
export function composeReport(given: readonly ReportSection[], context: ReportContext): Report {
  const sections = worstFirst(given);
  const verdict = combinedVerdict(sections);
  const { lead, rest } = titleOf(sections, verdict, context.words);
  const headlines = worstHeadlines(sections, verdict);
  const groups = groupByCandidate(sections);
  const repository = context.repository ?? null;
  return {
    verdict,
    title: [lead, ...rest].join(" · "),
    headline: capText(headlines[0]),
    commit: context.commit,
    tool: context.tool,
    counts: countStandings(sections),
    candidates: groups.map(reportedCandidate),
    blocks: [
      {
        kind: "alert",
        tone: TONES[verdict],
        lines: [[{ kind: "strong", text: lead }, ...rest.map((count) => ` · ${count}`)], ...headlines],
      },
      ...comparedBlocks(groups, repository),
      ...groups.flatMap((group): readonly Block[] => {
        const tables = changedTables(rowsOf(group));
        const heading: Block = { kind: "heading", level: 3, text: candidateName(group) };
        return groups.length > 1 && tables.length > 0 ? [heading, ...tables] : tables;
      }),
      ...exampleFold(sections),
      ...sections.flatMap((section) => section.folds),
      ...groups.flatMap((group) => furtherRows(rowsOf(group))),
      ...quietFolds(sections.flatMap((section) => section.rows)),
      ...(context.folds ?? []),
      ...nextStep(sections, context.rerun ?? null),
      { kind: "paragraph", text: { kind: "soft", text: footer(context, repository) } },
    ],
  };
}

/** The sections with the worst verdict first, then those with the most severe row; none keeps a better verdict than its rows. */
function worstFirst(sections: readonly ReportSection[]): readonly ReportSection[] {
  const judged = sections.map((section) => ({ ...section, verdict: combinedVerdict([section]) }));
  const rank = ({ verdict }: ReportSection) => VERDICTS.indexOf(verdict);
  const severity = ({ rows }: ReportSection) => rows.reduce((most, row) => Math.max(most, severityOf(row)), 0);
  // Two that nobody can tell the severity of are infinitely far from each other, or not at all.
  return judged.toSorted((a, b) => rank(b) - rank(a) || severity(b) - severity(a) || 0);
}

/** The headlines of the sections that brought the verdict about. */
function worstHeadlines(sections: readonly ReportSection[], verdict: Verdict): readonly [string, ...string[]] {
  const worst = sections.filter((section) => section.verdict === verdict);
  const [first = "Nothing was reported.", ...others] = new Set(worst.map((section) => section.headline));
  return [first, ...others.slice(0, HEADLINES - 1)];
}

function rowsOf(group: CandidateGroup): readonly ReportRow[] {
  return group.sections.flatMap((section) => section.rows);
}

function reportedCandidate(group: CandidateGroup): ReportedCandidate {
  return {
    candidate: group.candidate,
    baselines: baselinesOf(group),
    baselineCommit: baselineCommitOf(group),
    metrics: ownSections(group).flatMap(({ metrics }) => metrics ?? []),
    rows: byUrgency(rowsOf(group)).map(reportedRow),
  };
}

function reportedRow(row: ReportRow): ReportedRow {
  const { was, now, reason, change, verdict } = row;
  return {
    what: plainText(row.what),
    was,
    now,
    difference: plainText(row.difference),
    reason,
    change,
    verdict,
    standing: standingOf(row).name,
    isOfSlice: row.isOfSlice === true,
  };
}

function footer(context: ReportContext, repository: string | null): readonly Inline[] {
  const { commit, evidenceFiles, evidenceNote, tool } = context;
  const note = evidenceNote === undefined ? "" : `, ${evidenceNote}`;
  return [
    ...(commit === null ? [] : ["for ", commitText(commit, repository), " · "]),
    `evidence: ${formatCounted(evidenceFiles, "file")}${note} · ${tool.name} ${tool.version}`,
  ];
}
