import type { Table, Text } from "../block.ts";
import { formatCount, formatPercent } from "../format.ts";
import { drawBar } from "./bar-drawing.ts";
import type { ReliabilityBin, ReliabilityDrawing, RocDrawing, Versions } from "./chart.ts";
import { mapVersions } from "./map-versions.ts";
import { truePositiveRateAt } from "./roc-rate.ts";
import { tenthsOf } from "./tenths.ts";

const NOTHING = "—";

/** Where a curve is read off; classifiers are run at its low end. */
const READ_AT: readonly number[] = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/** The true positive rates at a few false positive rates. */
export function rocTable({ versions }: RocDrawing): Table {
  const rows = READ_AT.map((rate): Text[] => {
    const cells = mapVersions(versions, (points) => {
      const share = truePositiveRateAt(points, rate);
      return [formatPercent(share), " ", { kind: "code", text: drawBar(share) }] satisfies Text;
    });
    return [formatPercent(rate), ...cellsOf(cells)];
  });
  return versionsTable("false positive rate", "true positive rate", versions.baseline !== null, rows);
}

/** The accuracy in each tenth of confidence that has rows; the bar's mark is the mean confidence. */
export function reliabilityTable({ versions }: ReliabilityDrawing): Table {
  const tenths = mapVersions(versions, tenthsOf);
  const rows = tenths.candidate.flatMap((_, index): Text[][] => {
    const bins = mapVersions(tenths, (all) => all[index] ?? null);
    if (bins.candidate === null && bins.baseline === null) return [];
    const baseline = tenths.baseline === null ? [] : [binText(bins.baseline)];
    return [[`${index * 10} to ${index * 10 + 10} %`, ...baseline, binText(bins.candidate)]];
  });
  return versionsTable("confidence", "accuracy", versions.baseline !== null, rows);
}

function binText(bin: ReliabilityBin | null): Text {
  if (bin === null) return NOTHING;
  const { accuracy, confidence, count } = bin;
  const rows: Text = { kind: "soft", text: `n\u00a0=\u00a0${formatCount(count)}` };
  return [formatPercent(accuracy), " ", { kind: "code", text: drawBar(accuracy, confidence) }, " ", rows];
}

function cellsOf<T>({ baseline, candidate }: Versions<T>): readonly T[] {
  return baseline === null ? [candidate] : [baseline, candidate];
}

function versionsTable(first: string, what: string, compares: boolean, rows: readonly (readonly Text[])[]): Table {
  const titles = [first, ...(compares ? [`${what}, was`, "now"] : [what])];
  return { kind: "table", columns: titles.map((title) => ({ title, align: "left" })), rows };
}
