import type { Verdict, VersionRef } from "@airworthy/evidence";
import {
  capText,
  composeReport,
  type HeadlineMetric,
  type Report,
  type ReportContext,
  type ReportSection,
} from "@airworthy/report";
import { ENTRY_VERSION, type HistoryEntry, MOST_CHARACTERS, MOST_METRICS } from "./entry.ts";

/** What one evidence file says, and the file; null for what the report itself has to say of them. */
export interface Reading {
  readonly section: ReportSection;
  readonly evidence: { readonly type: string; readonly sha256: string } | null;
}

/** Where and when a run examined what it did. */
export interface Circumstances {
  /** The full SHA of the commit that was examined. */
  readonly commit: string | null;
  /** A branch, or a pull request such as "pull/12". */
  readonly line: string | null;
  readonly run: { readonly id: number; readonly attempt: number } | null;
  /** ISO 8601. */
  readonly recordedOn: string;
  readonly tool: ReportContext["tool"];
}

/**
 * The entries of one run: one for each candidate, in the report's order, with the verdict and the title that a report of its
 * sections has. What the report has to say of the evidence as a whole holds for each. None without a reading.
 */
export function entriesOf(readings: readonly Reading[], circumstances: Circumstances): readonly HistoryEntry[] {
  const { candidates } = compose(readings, circumstances);
  const judged = new Set(candidates.map(({ candidate }) => keyOf(candidate)));
  return candidates.map((candidate) => {
    const key = keyOf(candidate.candidate);
    // What only describes the version that it was compared with is part of the comparison.
    const described = candidate.baselines.map(keyOf).filter((other) => !judged.has(other));
    const keys = new Set([key, ...described]);
    const own = readings.filter(({ section, evidence }) => evidence === null || keys.has(keyOf(section.candidate)));
    const { verdict, title } = compose(own, circumstances);
    const { commit, line, run, recordedOn } = circumstances;
    return {
      v: ENTRY_VERSION,
      candidate: candidate.candidate,
      baseline: candidate.baselines[0] ?? null,
      commit,
      line: line === null || line === "" ? null : capText(line, MOST_CHARACTERS),
      run,
      recordedOn,
      verdict,
      title: capText(title, MOST_CHARACTERS),
      evidence: evidenceOf(own),
      metrics: metricsOf(candidate.metrics),
    };
  });
}

function compose(readings: readonly Reading[], { commit, tool }: Circumstances): Report {
  const sections = readings.map(({ section }) => section);
  return composeReport(sections, { tool, commit, evidenceFiles: readings.length });
}

/** By digest, so that the order in which files were found makes no other entry. */
function evidenceOf(readings: readonly Reading[]) {
  const files = new Map<string, { type: string; sha256: string; verdict: Verdict }>();
  for (const { section, evidence } of readings) {
    if (evidence === null) continue;
    const { type, sha256 } = evidence;
    files.set(sha256, { type: capText(type, MOST_CHARACTERS), sha256, verdict: section.verdict });
  }
  return [...files.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

/** What is no number has no place in a trend. */
function metricsOf(metrics: readonly HeadlineMetric[]): HistoryEntry["metrics"] {
  const named = new Map<string, HistoryEntry["metrics"][number]>();
  for (const { name, value, unit, better } of metrics) {
    const short = capText(name, MOST_CHARACTERS);
    if (Number.isFinite(value) && short !== "" && !named.has(short))
      named.set(short, { name: short, value, unit, better });
  }
  return [...named.values()].slice(0, MOST_METRICS);
}

function keyOf({ name, version, sha256, digestOf }: VersionRef): string {
  return JSON.stringify([name, version, sha256, digestOf]);
}
