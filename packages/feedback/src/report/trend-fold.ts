import { type Fold, formatCount, formatCounted, formatPercent } from "@airworthy/report";
import { wilsonInterval } from "@airworthy/stats";
import type { FeedbackPredicate } from "../evidence/predicate.ts";

const CONFIDENCE = 0.95;
/** Half a year; the evidence has two. */
const MOST_SHOWN = 26;

/** What people said week by week; drawn where there is more than one. */
export function trendFold(weeks: FeedbackPredicate["weeks"]): readonly Fold[] {
  if (weeks.length === 0) return [];
  const shown = weeks.slice(-MOST_SHOWN);
  const points = shown.map(({ monday, counts: { wrong, right } }) => ({
    label: monday,
    value: wrong + right === 0 ? null : wrong / (wrong + right),
    interval: wrong + right === 0 ? null : wilsonInterval(wrong, wrong + right, CONFIDENCE),
  }));
  const chart = {
    kind: "chart",
    title: "Judged wrong, of what people judged",
    description: `Week by week with 95 % intervals, the last at ${shareText(points.at(-1)?.value ?? null)}.`,
    drawing: { shape: "trend", unit: "rate", points },
  } as const;
  return [
    {
      kind: "fold",
      summary: `Trend over ${formatCounted(shown.length, "week")}`,
      blocks: [
        ...(shown.length > 1 ? [chart] : []),
        {
          kind: "table",
          columns: [
            { title: "week from", align: "left" },
            { title: "wrong", align: "right" },
            { title: "right", align: "right" },
            { title: "comments", align: "right" },
            { title: "share wrong", align: "right" },
          ],
          rows: shown
            .toReversed()
            .map(({ monday, counts: { wrong, right, comment } }) => [
              monday,
              formatCount(wrong),
              formatCount(right),
              formatCount(comment),
              shareText(wrong + right === 0 ? null : wrong / (wrong + right)),
            ]),
        },
      ],
    },
  ];
}

function shareText(share: number | null): string {
  return share === null ? "unknown" : formatPercent(share);
}
