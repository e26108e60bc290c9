import { VERDICTS, type Verdict, worstVerdict } from "@airworthy/evidence";
import type { Block, Inline, Text, Tone } from "./block.ts";
import { candidateName, comparedBlocks, groupByCandidate } from "./compared.ts";
import { formatCounted } from "./format.ts";
import type { Report, ReportContext, VerdictWords } from "./report.ts";
import { changedTables, furtherSlices, quietFolds } from "./row-table.ts";
import type { ReportSection } from "./section.ts";
import { STANDING_ORDER, severityOf, standingOf } from "./standing.ts";
import { capText } from "./visible.ts";

/** The verdict in words: of a candidate that is to take the baseline's place. */
export const VERDICT_WORDS: VerdictWords = {
  pass: "Ready",
  warn: "Ready, with care",
  inconclusive: "Undecided",
  fail: "Not ready",
  error: "Could not be checked",
};

const TONES: Readonly<Record<Verdict, Tone>> = {
  pass: "tip",
  warn: "warning",
  inconclusive: "warning",
  fail: "caution",
  error: "warning",
};

/** Enough headlines to see what is wrong; the table has the rest. */
const HEADLINES = 3;
const COMMIT_DIGITS = 7;

/** The verdict of several sections: the worst that one states or one of its rows brings about; `inconclusive` of none. */
export function combinedVerdict(sections: readonly ReportSection[]): Verdict {
  return worstVerdict(
    sections.flatMap(({ verdict, rows }) => [verdict, ...rows.map((row) => standingOf(row).verdict)]),
  );
}

/**
 * Puts sections together as one report, most important first: verdict and counts, what was compared with what, the
 * rows that changed, failing examples and known problems (folded), stable rows (folded), the next step, where it all
 * comes from; in each of these the worst sections come first. Rows of different candidates are never
 * mixed: each has a table under its name, and one of slices. Nothing that failed or could not be judged is folded away,
 * but the slices beyond the most urgent.
 */
export function composeReport(given: readonly ReportSection[], context: ReportContext): Report {
  const sections = worstFirst(given);
  const verdict = combinedVerdict(sections);
  const word = (context.words ?? VERDICT_WORDS)[verdict];
  const { lead, rest } = titleParts(sections, verdict, word);
  const headlines = worstHeadlines(sections, verdict);
  const groups = groupByCandidate(sections);
  return {
    verdict,
    title: [lead, ...rest].join(" · "),
    headline: capText(headlines[0]),
    blocks: [
      { kind: "alert", tone: TONES[verdict], lines: [firstLine(lead, rest), ...headlines] },
      ...comparedBlocks(groups),
      ...groups.flatMap((group): readonly Block[] => {
        const tables = changedTables(group.sections.flatMap((section) => section.rows));
        const heading: Block = { kind: "heading", level: 3, text: candidateName(group) };
        return groups.length > 1 && tables.length > 0 ? [heading, ...tables] : tables;
      }),
      ...sections.flatMap((section) => section.folds),
      ...groups.flatMap((group) => furtherSlices(group.sections.flatMap((section) => section.rows))),
      ...quietFolds(sections.flatMap((section) => section.rows)),
      ...nextStep(sections),
      { kind: "paragraph", text: { kind: "soft", text: footer(context) } },
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

function firstLine(lead: string, rest: readonly string[]): Text {
  return [{ kind: "strong", text: lead }, ...rest.map((count) => ` · ${count}`)];
}

/** "Not ready: 1 regression" and the other counts; the first count stands with the verdict only if it brought it about. */
function titleParts(sections: readonly ReportSection[], verdict: Verdict, word: string) {
  const standings = sections.flatMap((section) => section.rows.map(standingOf));
  const counted = STANDING_ORDER.map((standing) => ({
    standing,
    rows: standings.filter((other) => other === standing).length,
  })).filter(({ rows }) => rows > 0);
  const counts = counted.map(({ standing, rows }) => standing.count(rows));
  if (sections.length === 0) return { lead: `${word}: nothing was reported`, rest: [] };
  if (counted[0]?.standing.verdict !== verdict) return { lead: word, rest: counts };
  return { lead: `${word}: ${counts[0]}`, rest: counts.slice(1) };
}

function nextStep(sections: readonly ReportSection[]): readonly Block[] {
  const commands = [...new Set(sections.flatMap((section) => section.commands))];
  const next: Text = { kind: "strong", text: "Next" };
  const [first, ...more] = commands.map((text) => ({ kind: "code", text }) as const);
  if (first === undefined) return [];
  if (more.length === 0) return [{ kind: "paragraph", text: [next, ": see it again with ", first] }];
  return [
    { kind: "paragraph", text: [next, ": see it again with"] },
    { kind: "list", items: [first, ...more] },
  ];
}

function footer(context: ReportContext): readonly Inline[] {
  return [
    ...commitText(context.commit),
    `evidence: ${formatCounted(context.evidenceFiles, "file")} · ${context.tool.name} ${context.tool.version}`,
  ];
}

function commitText(commit: ReportContext["commit"]): readonly Inline[] {
  if (commit === null) return [];
  const sha = { kind: "code", text: commit.sha.slice(0, COMMIT_DIGITS) } as const;
  return ["for ", commit.url === null ? sha : { kind: "link", href: commit.url, text: sha }, " · "];
}
