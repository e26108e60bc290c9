import {
  type Difference,
  differenceText,
  drawnScale,
  formatDifference,
  formatValue,
  type Inline,
  type ReportRow,
  type Text,
} from "@airworthy/report";
import { type CanaryFinding, sizeOf } from "../evidence/finding.ts";
import type { CanaryPredicate } from "../evidence/predicate.ts";
import { findingName, reasonInWords } from "../words/finding.ts";

/** A row for each metric; intervals of one unit have one scale, those of groups, which are wider, their own. */
export function findingRows({ findings, exposure }: Pick<CanaryPredicate, "findings" | "exposure">): ReportRow[] {
  const scales = new Map(
    [...Map.groupBy(findings, scaleName)].map(([name, together]) => {
      const differences = together.flatMap((finding) => differenceOf(finding) ?? []);
      return [name, drawnScale(differences[0]?.unit ?? "number", differences)];
    }),
  );
  return findings.map((finding) => {
    const { change, verdict, candidate, baseline, unit, margin, slice } = finding;
    const size = sizeOf(finding);
    return {
      change,
      verdict,
      what: findingName(finding),
      was: baseline.value === null ? null : formatValue(baseline.value, unit, size),
      now: candidate.value === null ? null : formatValue(candidate.value, unit, size),
      difference: differenceCell(finding, scales.get(scaleName(finding)) ?? 0),
      reason: reasonInWords(finding, exposure.of),
      severity: severityOf(finding),
      isSettled: margin === null,
      isOfSlice: slice !== null,
    };
  });
}

/** A difference with both ends of its interval, as the report draws it; null where there is none. */
export function differenceOf(finding: CanaryFinding): Difference | null {
  const { difference, better, margin } = finding;
  if (difference === null) return null;
  const { estimate, low, high, level } = difference;
  const interval = low === null || high === null ? null : { low, high, level: cut(level) };
  const isRatio = finding.compared === "ratio";
  const size = isRatio ? {} : { size: sizeOf(finding) };
  return { estimate, interval, better, unit: isRatio ? "rate" : finding.unit, margin, ...size };
}

function differenceCell(finding: CanaryFinding, scale: number): Text {
  const difference = differenceOf(finding);
  if (difference === null) return "";
  const cell = [differenceText(difference, scale), ...oneSided(finding, difference), ...adjustedWords(finding)].flat();
  return finding.compared === "ratio" ? cell.map(inPercent) : cell;
}

/** The one end of an interval that has only one: "97.5 %: at most ▲ 0.1 pp worse". */
function oneSided({ difference }: CanaryFinding, { interval, better, unit, size }: Difference): readonly Inline[] {
  if (difference === null || interval !== null) return [];
  const bound = difference.high ?? difference.low;
  if (bound === null) return [];
  const word = difference.high === null ? "at least" : "at most";
  const level = Number((cut(difference.level) * 100).toPrecision(6));
  const words = `${level} %: ${word} ${formatDifference(bound, better, unit, size)}`;
  return [" ", { kind: "soft", text: words.replaceAll(" ", "\u00a0") }];
}

/** That it is not what the row's two values differ by. */
function adjustedWords({ difference }: CanaryFinding): readonly Inline[] {
  if (difference?.adjusted !== true) return [];
  return ["; ", { kind: "soft", text: "adjusted by the time before".replaceAll(" ", "\u00a0") }];
}

const LEVEL_STEPS = 1e4;
/** 0.95 in steps is not always what its decimals say. */
const ROUNDING = 1e-6;

/** A level to two decimals of a percent: cut, so that none seems surer than it is. */
function cut(level: number): number {
  return Math.floor(level * LEVEL_STEPS + ROUNDING) / LEVEL_STEPS;
}

/** A change relative to the baseline is in percent of it, not in points between two rates. */
function inPercent(inline: Inline): Inline {
  if (typeof inline === "string") return inline.replace(/pp\b/, "%");
  if (inline.kind === "soft" && typeof inline.text === "string") {
    return { kind: "soft", text: inline.text.replace(/pp\b/, "%") };
  }
  return inline;
}

function scaleName({ unit, compared, slice }: CanaryFinding): string {
  return `${compared === "ratio" ? "ratio" : unit}${slice === null ? "" : " in groups"}`;
}

/** The loss as a share, so that metrics of several units sort together; NaN where nothing was measured. */
function severityOf(finding: CanaryFinding): number {
  const { difference, better, unit, compared } = finding;
  if (difference === null) return Number.NaN;
  const { estimate } = difference;
  const loss = better === "neither" ? Math.abs(estimate) : better === "lower" ? estimate : -estimate;
  const size = sizeOf(finding);
  return Math.max(0, unit === "rate" || compared === "ratio" || size === 0 ? loss : loss / size);
}
