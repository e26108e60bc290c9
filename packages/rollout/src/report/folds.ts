import { type Fold, formatCount, formatCounted, type Text } from "@airworthy/report";
import type { RolloutPredicate } from "../evidence/predicate.ts";
import { whoInWords } from "../words/headline.ts";
import { durationInWords, timeInWords } from "../words/plain.ts";

/** The last that were denied; the evidence has all. */
const MOST_SHOWN = 20;

/** The ramp at a glance: a sign a step, filled up to the one that is going on. */
export function drawSteps(steps: number, position: number): string {
  return "▰".repeat(position) + "▱".repeat(steps - position);
}

/** Every step, which of them is going on, and how long it lasts at least. */
export function stepsFold({ steps, after }: Pick<RolloutPredicate, "steps" | "after">): readonly Fold[] {
  if (steps.length === 0) return [];
  const rows = steps.map((step, index): readonly Text[] => [
    String(index + 1),
    whoInWords(step),
    durationInWords(step.bakeSeconds),
    step.approvers === 0 ? "—" : formatCount(step.approvers),
    after.step === null ? "" : standingOf(index + 1, after.step, after.stepStartedOn),
  ]);
  return [
    {
      kind: "fold",
      summary: after.step === null ? "Ramp" : `Ramp: step ${after.step} of ${steps.length}`,
      blocks: [
        {
          kind: "table",
          columns: [
            { title: "step", align: "right" },
            { title: "who has the candidate", align: "left" },
            { title: "for at least", align: "left" },
            { title: "approvals", align: "right" },
            { title: "", align: "left" },
          ],
          rows,
        },
      ],
    },
  ];
}

/** The digests that no rollout of the folder may bring back, the latest first. */
export function deniedFold({ denied }: Pick<RolloutPredicate, "denied">): readonly Fold[] {
  if (denied.length === 0) return [];
  const shown = denied.slice(-MOST_SHOWN).reverse();
  const earlier = denied.length - shown.length;
  const items = shown.map((digest): Text => ({ kind: "code", text: digest }));
  return [
    {
      kind: "fold",
      summary: `Denied: ${formatCounted(denied.length, "digest")}`,
      blocks: [
        { kind: "list", items },
        ...(earlier === 0
          ? []
          : [{ kind: "paragraph", text: `${formatCounted(earlier, "earlier digest")} not shown.` } as const]),
      ],
    },
  ];
}

function standingOf(step: number, position: number, startedOn: string | null): string {
  if (step === position) return startedOn === null ? "now" : `now, since ${timeInWords(startedOn)}`;
  return step < position ? "done" : "to come";
}
