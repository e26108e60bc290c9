import { type Family, KINDS, type ScanCounts } from "@airworthy/personal-data";
import { newcombeDifference, wilsonInterval } from "@airworthy/stats";
import type { Figure, FigureChange } from "../audit/figure.ts";
import type { AuditMeasure } from "../audit/finding.ts";
import type { Gate } from "../audit/gate.ts";

/** Of each family its metric, by which a gate asks for it: the share of rows that have something of it. */
export const PERSONAL_DATA_METRICS = {
  "personal-data": "personal-data-rate",
  secret: "secret-rate",
} as const satisfies Record<Family, string>;

export interface PersonalDataScan {
  readonly candidate: ScanCounts;
  readonly baseline: ScanCounts | null;
  /** What was scanned, such as "training data"; null where there is one thing alone. */
  readonly where: string | null;
  /** Whether hashes are under a salt that is kept: others differ from run to run, and are not told. */
  readonly isSalted: boolean;
  /** The level of the intervals, such as 0.95. */
  readonly level: number;
  gateOf(metric: string): Gate;
}

/**
 * The share of rows with personal data and the share with secrets, then those of each kind that either version has. The same
 * gate holds for each kind, so that fewer e-mail addresses do not make up for a passport number. Wilson's intervals; the change
 * has Newcombe's, of two samples independent of each other. No rows make no figure, which is never a pass.
 */
export function measurePersonalData(scan: PersonalDataScan): readonly AuditMeasure[] {
  const families: readonly Family[] = ["personal-data", "secret"];
  return families.flatMap((family) => [
    measureOf(scan, family, family, scan.where),
    ...kindsIn(scan)
      .filter((kind) => KINDS.get(kind) === family)
      .map((kind) => measureOf(scan, family, kind, scan.where === null ? kind : `${kind} in ${scan.where}`)),
  ]);
}

/** The kinds that either version has, in the order of `KINDS`. */
export function kindsIn({ candidate, baseline }: Pick<PersonalDataScan, "candidate" | "baseline">): readonly string[] {
  return [...KINDS.keys()].filter((kind) => candidate.hits.has(kind) || baseline?.hits.has(kind) === true);
}

/** The share of a scan's rows that have a kind or a family; null without rows. */
export function shareWith(counts: ScanCounts | null, name: string, level: number): Figure | null {
  if (counts === null || counts.rows === 0) return null;
  const positives = counts.rowsWith.get(name) ?? 0;
  return {
    value: positives / counts.rows,
    ...wilsonInterval(positives, counts.rows, level),
    n: counts.rows,
    positives,
  };
}

function measureOf(scan: PersonalDataScan, family: Family, name: string, of: string | null): AuditMeasure {
  const metric = PERSONAL_DATA_METRICS[family];
  const candidate = shareWith(scan.candidate, name, scan.level);
  const baseline = shareWith(scan.baseline, name, scan.level);
  return {
    metric,
    of,
    unit: "rate",
    better: "lower",
    candidate,
    baseline,
    difference: changeOf(candidate, baseline, scan.level),
    gate: scan.gateOf(metric),
    note: null,
  };
}

function changeOf(candidate: Figure | null, baseline: Figure | null, level: number): FigureChange | null {
  if (candidate === null || baseline === null) return null;
  const interval = newcombeDifference(
    candidate.positives ?? 0,
    candidate.n,
    baseline.positives ?? 0,
    baseline.n,
    level,
  );
  return { estimate: candidate.value - baseline.value, ...interval };
}
