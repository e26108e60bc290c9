import { type Block, formatCount, formatCounted, formatPercent, formatSignedPoints } from "@airworthy/report";
import type { Outcome } from "../outcome/follow.ts";

/** What a comparison's report says of the cases that people reported: "fixed 1, broke 0 of 5 reported cases". */
export function outcomeNote({ cases, fixed, broken }: Outcome): string {
  return `fixed ${formatCount(fixed)}, broke ${formatCount(broken)} of ${formatCounted(cases, "reported case")}`;
}

/** The same with the share that is right, before and now. */
export function outcomeBlocks(outcome: Outcome): readonly Block[] {
  const { fixed, broken, stillRight, stillWrong, unanswered, difference, p } = outcome;
  const answered = fixed + broken + stillRight + stillWrong;
  const rows = [
    ["fixed", formatCount(fixed)],
    ["broken", formatCount(broken)],
    ["still right", formatCount(stillRight)],
    ["still wrong", formatCount(stillWrong)],
    ["without an answer of both", formatCount(unanswered)],
  ];
  const table: Block = {
    kind: "table",
    columns: [
      { title: "reported cases", align: "left" },
      { title: "how many", align: "right" },
    ],
    rows,
  };
  if (difference === null) return [table];
  const share = (right: number) => formatPercent(right / answered);
  const text =
    `Right: ${share(stillRight + broken)} before, ${share(stillRight + fixed)} now, ${formatSignedPoints(difference.estimate)} ` +
    `(95 % interval ${formatSignedPoints(difference.low)} to ${formatSignedPoints(difference.high)}; McNemar's exact p ${(p ?? 1).toFixed(3)}).`;
  return [table, { kind: "paragraph", text }];
}
