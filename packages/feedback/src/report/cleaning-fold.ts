import { type Fold, formatCount, formatCounted, type Text } from "@airworthy/report";
import type { FeedbackPredicate } from "../evidence/predicate.ts";

/** What was taken out, put together, refused and left out: nothing goes without being told. */
export function cleaningFold(collected: FeedbackPredicate["collected"]): readonly Fold[] {
  const { refusals, cut, removed, replaced, exact, near, scrubbed, consent } = collected;
  const lines: readonly (readonly [number, Text])[] = [
    ...refusals.map(({ reason, count, first }): readonly [number, Text] => [
      count,
      [`refused, ${reason.replaceAll("-", " ")}, first at `, { kind: "code", text: first[0] ?? "" }],
    ]),
    [cut, "comments that were cut"],
    [removed, "removed on request"],
    [replaced, "replaced by a later one of the same source"],
    [exact, "say the same as another"],
    [near, "say nearly the same as another"],
    [consent.refused, "not kept as data: consent was refused"],
    [consent.unknown, "not kept as data: nobody said that they may be"],
    ...scrubbed.map(({ kind, count }): readonly [number, Text] => [
      count,
      ["taken out: ", { kind: "code", text: kind }],
    ]),
  ];
  const told = lines.filter(([count]) => count > 0);
  if (told.length === 0) return [];
  return [
    {
      kind: "fold",
      summary: `Cleaning: ${formatCounted(told.length, "remark")}`,
      blocks: [
        {
          kind: "table",
          columns: [
            { title: "how many", align: "right" },
            { title: "what became of them", align: "left" },
          ],
          rows: told.map(([count, what]) => [formatCount(count), what]),
        },
      ],
    },
  ];
}
