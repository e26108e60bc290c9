import {
  type BarRow,
  capText,
  type Direction,
  formatCount,
  formatCounted,
  formatDifference,
  formatPercent,
  formatValue,
  type IntervalRow,
  type ReliabilityBin,
  type RocPoint,
  truePositiveRateAt,
  type Unit,
  type Versions,
  wordOf,
} from "@airworthy/report";

/** A false positive rate that many classifiers can afford. */
const READ_AT = 0.1;

/** A longer name would leave no room for what is said of it. */
const LABEL_CHARACTERS = 120;

/** "Of 12 differences: 2 worse, 3 better, their intervals leaving zero out. Worst: accuracy, ▼ 3.1 pp worse." */
export function intervalsInWords(unit: Unit, rows: readonly IntervalRow[], shown: readonly IntervalRow[]): string {
  const surely = rows.filter(({ low, high }) => low > 0 || high < 0);
  const counts = (["worse", "better", "moved"] as const).flatMap((word) => {
    const count = surely.filter(({ estimate, better }) => wordOf(estimate, better) === word).length;
    return count === 0 ? [] : [`${formatCount(count)} ${word}`];
  });
  const [first] = shown;
  const outside =
    counts.length === 0 ? "none leaves zero out" : `${counts.join(", ")}, their intervals leaving zero out`;
  const worst =
    first === undefined
      ? ""
      : ` Worst: ${capText(first.label, LABEL_CHARACTERS)}, ${formatDifference(first.estimate, first.better, unit, first.size)}.`;
  return `Of ${formatCounted(rows.length, "difference")}: ${outside}.${worst}${cutInWords(rows.length, shown.length)}`;
}

/** "Where it is furthest off over its rows, the candidate is 95.1 % sure and right in 90.2 % of 665 rows." */
export function reliabilityInWords({ candidate, baseline }: Versions<readonly ReliabilityBin[]>): string {
  const own = binInWords(candidate);
  const other = baseline === null ? null : binInWords(baseline);
  if (own === null) return "No rows have a confidence.";
  const compared = other === null ? "" : `; the baseline, where it is, ${other}`;
  return `Where it is furthest off over its rows, the candidate ${own}${compared}.`;
}

/** "At a false positive rate of 10.0 % the candidate finds about 66.1 % of the positives, the baseline 44.7 %." */
export function rocInWords({ candidate, baseline }: Versions<readonly RocPoint[]>): string {
  const found = (points: readonly RocPoint[]) => formatPercent(truePositiveRateAt(points, READ_AT));
  const other = baseline === null ? "" : `, the baseline ${found(baseline)}`;
  return `At a false positive rate of ${formatPercent(READ_AT)} the candidate finds about ${found(candidate)} of the positives${other}.`;
}

/** "Worst of 3 slices: language is ja, 188.0 ms." */
export function barsInWords(unit: Unit, better: Direction, rows: readonly BarRow[], shown: readonly BarRow[]): string {
  const size = rows.reduce((most, { candidate }) => Math.max(most, Math.abs(candidate)), 0);
  const named = ({ label, candidate }: BarRow) =>
    `${capText(label, LABEL_CHARACTERS)}, ${formatValue(candidate, unit, size)}`;
  const [first] = shown;
  if (first === undefined) return "No slices.";
  const lead = better === "neither" ? "Moved furthest" : "Worst";
  return `${lead} of ${formatCounted(rows.length, "slice")}: ${named(first)}.${cutInWords(rows.length, shown.length)}`;
}

/** The bin that adds most to the gap between confidence and accuracy. */
function binInWords(bins: readonly ReliabilityBin[]): string | null {
  const gapOf = ({ confidence, accuracy, count }: ReliabilityBin) => count * Math.abs(confidence - accuracy);
  const furthest = bins.reduce<ReliabilityBin | null>(
    (most, bin) => (most === null || gapOf(bin) > gapOf(most) ? bin : most),
    null,
  );
  if (furthest === null) return null;
  const { confidence, accuracy, count } = furthest;
  return `is ${formatPercent(confidence)} sure and right in ${formatPercent(accuracy)} of ${formatCounted(count, "row")}`;
}

function cutInWords(all: number, shown: number): string {
  return all > shown ? ` ${formatCount(all - shown)} more in the evidence.` : "";
}
