import type { Change, Verdict } from "@airworthy/evidence";
import { formatMagnitude, formatValue, type ReportRow } from "@airworthy/report";
import type { KayentaJudgeEvidence, KayentaMetricEvidence } from "../evidence/kayenta-judge.ts";
import type { Classification } from "./classify.ts";

const STANDS_FOR: Readonly<Record<Classification, { readonly change: Change; readonly verdict: Verdict }>> = {
  Pass: { change: "stable", verdict: "pass" },
  High: { change: "regression", verdict: "fail" },
  Low: { change: "regression", verdict: "fail" },
  Nodata: { change: "insufficient-evidence", verdict: "inconclusive" },
  NodataFailMetric: { change: "insufficient-evidence", verdict: "inconclusive" },
  Error: { change: "error", verdict: "error" },
};

/** A row for each metric of a judgement by Kayenta's rules; a muted one is for information. */
export function kayentaRows({ metrics }: Pick<KayentaJudgeEvidence, "metrics">): ReportRow[] {
  return metrics.map((metric) => {
    const { change, verdict } = standingOf(metric);
    const { candidate, baseline, name, isMuted } = metric;
    const size = Math.max(Math.abs(candidate.mean ?? 0), Math.abs(baseline.mean ?? 0));
    return {
      change,
      verdict: isMuted ? "pass" : verdict,
      what: name,
      was: baseline.mean === null ? null : formatValue(baseline.mean, "number", size),
      now: candidate.mean === null ? null : formatValue(candidate.mean, "number", size),
      difference: shiftInWords(metric),
      reason: reasonOf(metric),
      severity: severityOf(metric, size),
      isSettled: isMuted,
    };
  });
}

/** Where values cannot be relied on, a Pass says nothing. */
function standingOf({ classification, problem }: KayentaMetricEvidence): (typeof STANDS_FOR)[Classification] {
  const found = STANDS_FOR[classification];
  return problem === null || found.verdict === "fail" ? found : STANDS_FOR.Error;
}

/** "22.500 more, 6.000 to 39.000 at this look alone (98 %)". */
function shiftInWords({ shift }: KayentaMetricEvidence): string {
  if (shift === null) return "";
  const { low, estimate, high } = shift;
  const size = Math.max(Math.abs(low), Math.abs(estimate), Math.abs(high));
  const way = estimate < 0 ? "less" : "more";
  const [from, to] = [formatValue(low, "number", size), formatValue(high, "number", size)];
  return `${formatMagnitude(estimate, "number", size)} ${way}, ${from} to ${to} at this look alone (98 %)`;
}

function reasonOf(metric: KayentaMetricEvidence): string {
  const { classification, isMuted, isCritical, failsAll } = metric;
  const reason = metric.problem ?? metric.reason;
  const notes = [...(isMuted ? ["muted"] : []), ...(isCritical && !failsAll ? ["critical"] : [])];
  return [`Kayenta: ${classification}`, ...(reason === null ? [] : [reason]), ...notes].join("; ");
}

/** The shift as a share of the larger mean; NaN where nothing was compared. */
function severityOf({ shift, classification, problem }: KayentaMetricEvidence, size: number): number {
  if (classification === "Pass" && problem === null) return 0;
  return shift === null || size === 0 ? Number.NaN : Math.abs(shift.estimate) / size;
}
