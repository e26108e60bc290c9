import { capText, type Fold, formatCount, formatCounted, type Text } from "@airworthy/report";
import { MOVE_WORDS } from "../evidence/decision.ts";
import type { CanaryPredicate } from "../evidence/predicate.ts";
import type { Ramp, RampStep } from "../evidence/ramp.ts";
import { durationInWords, shareInWords, timeInWords } from "../words/plain.ts";

/** The last decisions; the evidence has more. */
const MOST_SHOWN = 20;
const REASON_CHARACTERS = 200;

/** The ramp at a glance: a sign a step, filled up to the one that is going on. */
export function drawRamp({ steps, position }: Ramp): string {
  return steps.map((_, index) => (index < position ? "▰" : "▱")).join("");
}

/** Every step, which of them is going on, and how long it lasts at least. */
export function rampFold({ ramp, exposure }: Pick<CanaryPredicate, "ramp" | "exposure">): Fold {
  const rows = ramp.steps.map((step, index): readonly Text[] => [
    String(index + 1),
    shareOf(step, exposure.of),
    step.bakeSeconds === null ? "—" : durationInWords(step.bakeSeconds),
    standingOf(index + 1, ramp),
  ]);
  return {
    kind: "fold",
    summary: [`Ramp: step ${ramp.position} of ${ramp.steps.length} `, { kind: "code", text: drawRamp(ramp) }],
    blocks: [
      {
        kind: "table",
        columns: [
          { title: "step", align: "right" },
          { title: "who has the candidate", align: "left" },
          { title: "for at least", align: "left" },
          { title: "", align: "left" },
        ],
        rows,
      },
    ],
  };
}

/** The decisions, the latest first. */
export function timelineFold({ timeline }: Pick<CanaryPredicate, "timeline">): Fold {
  const all = timeline.omitted + timeline.entries.length;
  const shown = timeline.entries.slice(-MOST_SHOWN).reverse();
  const rows = shown.map(({ at, look, by, share, decision, reason }): readonly Text[] => [
    timeInWords(at),
    look === null ? (by ?? "") : `look ${formatCount(look)}`,
    shareInWords(share),
    MOVE_WORDS[decision],
    capText(reason, REASON_CHARACTERS),
  ]);
  const earlier = all - shown.length;
  return {
    kind: "fold",
    summary: `Timeline: ${formatCounted(all, "decision")}`,
    blocks: [
      {
        kind: "table",
        columns: [
          { title: "when", align: "left" },
          { title: "by", align: "left" },
          { title: "share", align: "right" },
          { title: "decision", align: "left" },
          { title: "why", align: "left" },
        ],
        rows,
      },
      ...(earlier === 0
        ? []
        : [{ kind: "paragraph", text: `${formatCounted(earlier, "earlier decision")} not shown.` } as const]),
    ],
  };
}

/** What was wrong with the data that were counted; empty where nothing was. */
export function qualityFold({ dataQuality, exposure }: Pick<CanaryPredicate, "dataQuality" | "exposure">): Fold[] {
  const { events, late, duplicate, outOfOrder, fromTheFuture, unknownVariant, crossover } = dataQuality;
  const kinds: readonly (readonly [number, string])[] = [
    [late, "late"],
    [duplicate, "duplicate"],
    [outOfOrder, "out of order"],
    [fromTheFuture, "from a clock that runs ahead"],
    [unknownVariant, "of a version that this rollout does not have"],
  ];
  const items = [
    ...kinds.filter(([count]) => count > 0).map(([count, words]) => `${formatCounted(count, "event")} ${words}`),
    ...(crossover === 0 ? [] : [`${formatCount(crossover)} ${exposure.of} saw both versions`]),
  ];
  if (items.length === 0) return [];
  const irregular = kinds.reduce((sum, [count]) => sum + count, 0);
  const seen = crossover === 0 ? "" : ` · ${formatCount(crossover)} ${exposure.of} saw both versions`;
  return [
    {
      kind: "fold",
      summary: `Data quality: ${formatCounted(irregular, "irregular event")} of ${formatCount(events)}${seen}`,
      blocks: [{ kind: "list", items }],
    },
  ];
}

function shareOf({ share, segment }: RampStep, of: string): string {
  return `${shareInWords(share)} of ${of}${segment === null ? "" : ` of ${segment}`}`;
}

function standingOf(step: number, { position, stepStartedOn }: Ramp): string {
  if (step === position) return `now, since ${timeInWords(stepStartedOn)}`;
  return step < position ? "done" : "to come";
}
