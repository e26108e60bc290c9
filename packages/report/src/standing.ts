import type { Verdict } from "@airworthy/evidence";
import type { Mark } from "./block.ts";
import { formatCount } from "./format.ts";
import type { ReportRow } from "./section.ts";

/** How a row stands, for programs; most urgent first. */
export const STANDING_NAMES = [
  "error",
  "regression",
  "limit-not-met",
  "not-enough-evidence",
  "to-watch",
  "no-baseline",
  "improvement",
  "for-information",
  "stable",
] as const;

export type StandingName = (typeof STANDING_NAMES)[number];

/** How a row stands in the report: its verdict first, then what happened since the baseline. */
export interface Standing {
  readonly name: StandingName;
  /** The verdict that a row of this standing brings about. */
  readonly verdict: Verdict;
  readonly mark: Mark;
  /** "1 regression", "2 regressions". */
  count(rows: number): string;
}

const words = (one: string, many: string) => (rows: number) => `${formatCount(rows)} ${rows === 1 ? one : many}`;
const alike = (text: string) => words(text, text);

const STANDINGS = {
  error: { name: "error", verdict: "error", mark: "unknown", count: alike("could not be evaluated") },
  regression: { name: "regression", verdict: "fail", mark: "bad", count: words("regression", "regressions") },
  failing: { name: "limit-not-met", verdict: "fail", mark: "bad", count: words("limit not met", "limits not met") },
  unknown: {
    name: "not-enough-evidence",
    verdict: "inconclusive",
    mark: "unknown",
    count: alike("without enough evidence"),
  },
  watch: { name: "to-watch", verdict: "warn", mark: "watch", count: alike("to watch") },
  alone: { name: "no-baseline", verdict: "pass", mark: "good", count: alike("without a baseline") },
  improvement: { name: "improvement", verdict: "pass", mark: "good", count: words("improvement", "improvements") },
  informing: { name: "for-information", verdict: "pass", mark: "same", count: alike("for information") },
  stable: { name: "stable", verdict: "pass", mark: "same", count: alike("stable") },
} as const satisfies Record<string, Standing>;

/** Every standing, most urgent first. */
export const STANDING_ORDER: readonly Standing[] = Object.values(STANDINGS);

/** The verdict that a row of this standing brings about. */
export function standingVerdict(name: StandingName): Verdict {
  return STANDING_ORDER.find((standing) => standing.name === name)?.verdict ?? "error";
}

/** A row that failed or could not be judged stands there whatever its change says: nothing bad is called stable. */
export function standingOf(row: ReportRow): Standing {
  if (row.isSettled === true) return settledStanding(row);
  if (row.verdict === "error" || row.change === "error") return STANDINGS.error;
  if (row.change === "regression") return STANDINGS.regression;
  if (row.verdict === "fail") return STANDINGS.failing;
  if (row.verdict === "inconclusive") return STANDINGS.unknown;
  if (row.verdict === "warn" || row.change === "possible-regression") return STANDINGS.watch;
  if (row.change === "insufficient-evidence") return STANDINGS.unknown;
  if (row.change === "no-baseline") return STANDINGS.alone;
  return row.change === "improvement" ? STANDINGS.improvement : STANDINGS.stable;
}

function settledStanding({ verdict, change }: ReportRow): Standing {
  if (verdict === "error") return STANDINGS.error;
  if (verdict === "fail") return STANDINGS.failing;
  if (verdict === "inconclusive") return STANDINGS.unknown;
  if (verdict === "warn") return STANDINGS.watch;
  return change === "stable" ? STANDINGS.stable : STANDINGS.informing;
}

/** Whether the row is unchanged and passed, so that it may be folded away. */
export function isStable(row: ReportRow): boolean {
  return standingOf(row) === STANDINGS.stable;
}

/** Whether the row changed, passed all the same, and decides nothing. */
export function isInforming(row: ReportRow): boolean {
  return standingOf(row) === STANDINGS.informing;
}

/** The rows most urgent first, then by severity, largest first (what has none counts as largest), else as they came. */
export function byUrgency(rows: readonly ReportRow[]): readonly ReportRow[] {
  const ranked = rows.map((row) => ({
    row,
    rank: STANDING_ORDER.indexOf(standingOf(row)),
    severity: severityOf(row),
  }));
  // Two that nobody can tell the severity of are infinitely far from each other, or not at all.
  ranked.sort((a, b) => a.rank - b.rank || b.severity - a.severity || 0);
  return ranked.map(({ row }) => row);
}

/** A row's severity; what has none counts as the largest. */
export function severityOf(row: ReportRow): number {
  return Number.isNaN(row.severity) ? Number.POSITIVE_INFINITY : row.severity;
}
