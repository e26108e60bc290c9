import { type Column, differenceText, type Fold, formatCount, formatCounted, type Text } from "@airworthy/report";
import type { CapabilitySummary } from "../evidence/finding-schema.ts";
import { CONFIDENCE } from "../results/comparison.ts";
import { rateTexts } from "./rates.ts";

const COLUMNS: readonly Column[] = [
  { title: "capability", align: "left" },
  { title: "tests", align: "right" },
  { title: "was", align: "right" },
  { title: "now", align: "right" },
  { title: "change", align: "left" },
  { title: "p, unadjusted", align: "right" },
  { title: "worst test", align: "left" },
];

const NOTHING = "—";

/** The capabilities side by side; none where there are fewer than two, since the rows then say the same. */
export function capabilityFolds(capabilities: readonly CapabilitySummary[]): Fold[] {
  if (capabilities.length < 2) return [];
  const summary = formatCounted(capabilities.length, "capability", "capabilities");
  return [{ kind: "fold", summary, blocks: [{ kind: "table", columns: COLUMNS, rows: capabilities.map(cells) }] }];
}

function cells(capability: CapabilitySummary): Text[] {
  const { name, tests, comparison, verdict } = capability;
  const { was, now } = rateTexts(capability);
  return [
    name,
    formatCount(tests),
    was ?? NOTHING,
    now ?? NOTHING,
    comparison === null ? NOTHING : changeText(comparison),
    comparison === null ? NOTHING : pText(comparison.p),
    verdict,
  ];
}

function changeText({ difference, low, high }: NonNullable<CapabilitySummary["comparison"]>): Text {
  const interval = { low, high, level: CONFIDENCE };
  return differenceText({ estimate: difference, interval, better: "lower", unit: "rate" });
}

function pText(p: number): string {
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}
