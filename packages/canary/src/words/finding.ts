import { formatCount, formatMagnitude, formatPercent, formatValue, type Text } from "@airworthy/report";
import { type CanaryFinding, sizeOf } from "../evidence/finding.ts";
import { isGoalReached, stateOf } from "../evidence/guardrail.ts";
import { aboutSoMany, codeInWords } from "./plain.ts";

/** A metric and, as code, its group of users. */
export function findingName({ metric, slice }: Pick<CanaryFinding, "metric" | "slice">): Text {
  if (slice === null) return metric;
  const parts = slice.flatMap(({ column, value }, index) => [
    ...(index === 0 ? [] : [" and "]),
    { kind: "code", text: `${column}=${value}` } as const,
  ]);
  return [`${metric}, `, ...parts];
}

/** The same as plain text: "thumbs-up rate where language is de". */
export function findingLabel({ metric, slice }: Pick<CanaryFinding, "metric" | "slice">): string {
  if (slice === null) return metric;
  return `${metric} where ${slice.map(({ column, value }) => `${column} is ${value}`).join(" and ")}`;
}

/** How it stands to its margin, in a few words: "margin 2.0 pp not yet proven: about 1,200 more users". */
export function reasonInWords(finding: Omit<CanaryFinding, "headline">, of: string): string {
  return [marginInWords(finding, of), ...goalInWords(finding), ...(finding.critical ? ["critical"] : [])].join("; ");
}

/** A finding as a sentence without its full stop: "thumbs-up rate is 69.0 %, was 68.1 %: margin 2.0 pp proven". */
export function findingInWords(finding: Omit<CanaryFinding, "headline">, of: string): string {
  const { candidate, baseline, unit } = finding;
  const size = sizeOf(finding);
  const now = candidate.value === null ? "has no value" : `is ${formatValue(candidate.value, unit, size)}`;
  const was = baseline.value === null ? "" : `, was ${formatValue(baseline.value, unit, size)}`;
  return `${findingLabel(finding)} ${now}${was}: ${reasonInWords(finding, of)}`;
}

/** A margin or a goal as the difference is written: in the metric's unit, or as a share of the baseline. */
function amountInWords(amount: number, finding: Omit<CanaryFinding, "headline">): string {
  return finding.compared === "ratio" ? formatPercent(amount) : formatMagnitude(amount, finding.unit);
}

function marginInWords(finding: Omit<CanaryFinding, "headline">, of: string): string {
  const state = stateOf(finding);
  const margin = finding.margin === null ? "" : `margin ${amountInWords(finding.margin, finding)}`;
  if (state === "unmeasured") return codeInWords(finding.reasonCode);
  if (state === "unguarded") return "for information";
  if (state !== "unproven") return `${margin} ${state}`;
  const { samplesNeeded } = finding;
  const more =
    samplesNeeded === null
      ? ""
      : `: about ${formatCount(aboutSoMany(samplesNeeded))} more ${finding.slice === null ? "" : "of these "}${of}`;
  return `${margin} not yet proven${more}`;
}

function goalInWords(finding: Omit<CanaryFinding, "headline">): readonly string[] {
  if (finding.goal === null) return [];
  return [`goal +${amountInWords(finding.goal, finding)} ${isGoalReached(finding) ? "reached" : "not yet reached"}`];
}
