import { type Fold, formatCount, formatPercent, type Text } from "@airworthy/report";
import type { ExperimentPredicate } from "../evidence/predicate.ts";

type Balance = NonNullable<ExperimentPredicate["balance"]>;

/** How alike the arms are on the roster, by the usual salt and by the one that was chosen. */
export function balanceFold({ before, after, candidates, participants, rows }: Balance): Fold {
  const table = after.attributes.map((attribute, index): readonly Text[] => {
    const was = before.attributes[index];
    return [
      { kind: "code", text: attribute.name },
      was === undefined ? "" : rounded(was.standardised),
      rounded(attribute.standardised),
      attribute.share === null ? "" : formatPercent(attribute.share),
      attribute.cramersV === null ? "" : rounded(attribute.cramersV),
    ];
  });
  return {
    kind: "fold",
    summary: `Balance: ${rounded(after.criterion)} standard deviations at most, was ${rounded(before.criterion)}`,
    blocks: [
      {
        kind: "table",
        columns: [
          { title: "attribute", align: "left" },
          { title: "largest difference before", align: "right" },
          { title: "after", align: "right" },
          { title: "largest difference of shares", align: "right" },
          { title: "Cramér's V", align: "right" },
        ],
        rows: table,
      },
      {
        kind: "paragraph",
        text: `Of ${formatCount(candidates)} salts the one whose largest standardised difference is least, on ${formatCount(participants)} of the roster's ${formatCount(rows)} users. A test that takes this for plain chance is too cautious; use one that knows of the search.`,
      },
    ],
  };
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(3)));
}
