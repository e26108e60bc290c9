import { type Block, type Fold, formatCount, formatCounted, type Text } from "@airworthy/report";
import type { FeedbackPredicate } from "../evidence/predicate.ts";

/** More are in the evidence. */
const MOST_SHOWN = 20;
const SHORT_DIGITS = 12;

/** Which of the reported cases were fixed and broken, by their ids; none where only their numbers are known. */
export function casesFold({ ids, fixed, broken }: NonNullable<FeedbackPredicate["outcome"]>): readonly Fold[] {
  const list = (word: string, shown: readonly string[], all: number): Block[] =>
    shown.length === 0
      ? []
      : [
          {
            kind: "paragraph",
            text: `${word}:${all > shown.length ? ` the first ${shown.length} of ${formatCount(all)}` : ""}`,
          },
          { kind: "list", items: shown.map((id): Text => ({ kind: "code", text: id })) },
        ];
  const blocks = [...list("Broken", ids.broken, broken), ...list("Fixed", ids.fixed, fixed)];
  return blocks.length === 0 ? [] : [{ kind: "fold", summary: "Reported cases that changed", blocks }];
}

/** The cases that somebody has to look at, the most evenly split first. */
export function disputesFold({ disputes, disputed }: FeedbackPredicate["agreement"]): readonly Fold[] {
  if (disputed === 0) return [];
  const rows = disputes
    .slice(0, MOST_SHOWN)
    .map(({ caseId, digest, wrong, right, expectations }): readonly Text[] => [
      { kind: "code", text: caseId },
      digest === null ? "" : { kind: "code", text: digest.slice("sha256:".length).slice(0, SHORT_DIGITS) },
      formatCount(wrong),
      formatCount(right),
      formatCount(expectations),
    ]);
  return [
    {
      kind: "fold",
      summary: `People differ on ${formatCounted(disputed, "case")}`,
      blocks: [
        {
          kind: "table",
          columns: [
            { title: "case", align: "left" },
            { title: "version", align: "left" },
            { title: "say wrong", align: "right" },
            { title: "say right", align: "right" },
            { title: "different expectations", align: "right" },
          ],
          rows,
        },
        ...unshown(disputed - rows.length),
      ],
    },
  ];
}

/** Reactions by case: weak signals. */
export function reactionsFold(reactions: FeedbackPredicate["reactions"]): readonly Fold[] {
  if (reactions.length === 0) return [];
  const byWeight = reactions.toSorted((a, b) => b.wrong - a.wrong || b.right - a.right).slice(0, MOST_SHOWN);
  return [
    {
      kind: "fold",
      summary: `Reactions on ${formatCounted(reactions.length, "case")}`,
      blocks: [
        {
          kind: "table",
          columns: [
            { title: "case", align: "left" },
            { title: "against", align: "right" },
            { title: "for", align: "right" },
          ],
          rows: byWeight.map(({ caseId, wrong, right }): readonly Text[] => [
            caseId === null ? "the report as a whole" : { kind: "code", text: caseId },
            formatCount(wrong),
            formatCount(right),
          ]),
        },
        ...unshown(reactions.length - byWeight.length),
      ],
    },
  ];
}

function unshown(count: number): readonly Block[] {
  return count === 0 ? [] : [{ kind: "paragraph", text: `${formatCount(count)} more are in the evidence.` }];
}
