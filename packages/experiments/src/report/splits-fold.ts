import { type Fold, formatCounted, formatPercent, type Text } from "@airworthy/report";
import type { ExperimentPredicate } from "../evidence/predicate.ts";

/** The last splits; the evidence has more. */
const MOST_SHOWN = 20;

/** Since when each arm had which share, the latest first. */
export function splitsFold({ propensities, total }: Pick<ExperimentPredicate, "propensities" | "total">): Fold {
  const shown = propensities.slice(-MOST_SHOWN).reverse();
  const rows = shown.map(({ since, arms }): readonly Text[] => [
    `${new Date(since).toISOString().slice(0, 16).replace("T", " ")} UTC`,
    arms.map(({ name, slots }) => `${name} ${formatPercent(slots / total)}`).join(", "),
  ]);
  const earlier = propensities.length - shown.length;
  return {
    kind: "fold",
    summary: `Propensities: ${formatCounted(propensities.length, "split")}`,
    blocks: [
      {
        kind: "table",
        columns: [
          { title: "since", align: "left" },
          { title: "chance of each arm", align: "left" },
        ],
        rows,
      },
      ...(earlier === 0
        ? []
        : [{ kind: "paragraph", text: `${formatCounted(earlier, "earlier split")} not shown.` } as const]),
    ],
  };
}
