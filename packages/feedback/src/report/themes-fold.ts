import { type Fold, formatCount, formatCounted, type Text } from "@airworthy/report";
import type { FeedbackPredicate } from "../evidence/predicate.ts";

/** What comments speak of, or why that is not told. */
export function themesFold({ state, rows, silhouette, themes }: FeedbackPredicate["themes"]): readonly Fold[] {
  if (rows === 0) return [];
  if (state !== "grouped") {
    const why = state === "too-few" ? "too few to group" : "nothing parts them into themes";
    return [
      {
        kind: "fold",
        summary: `Themes: ${formatCounted(rows, "comment")}, ${why}`,
        blocks: [{ kind: "paragraph", text: "Groups of so little would be chance: read the comments." }],
      },
    ];
  }
  const lines = themes.map(({ terms, size, kinds, examples: [example] }): readonly Text[] => [
    terms.length === 0 ? "no word in common" : terms.join(", "),
    formatCount(size),
    formatCount(kinds.wrong),
    formatCount(kinds.right),
    example === undefined ? "" : { kind: "code", text: example },
  ]);
  return [
    {
      kind: "fold",
      summary: `Themes: ${formatCount(themes.length)} in ${formatCounted(rows, "comment")}`,
      blocks: [
        {
          kind: "table",
          columns: [
            { title: "words that set it apart", align: "left" },
            { title: "comments", align: "right" },
            { title: "wrong", align: "right" },
            { title: "right", align: "right" },
            { title: "for example", align: "left" },
          ],
          rows: lines,
        },
        {
          kind: "paragraph",
          text: `By their words alone, in no language's own terms; mean silhouette ${(silhouette ?? 0).toFixed(2)} of 1.`,
        },
      ],
    },
  ];
}
