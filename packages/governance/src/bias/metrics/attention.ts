import { RANKING_SUMS } from "../samples/ranking-sample.ts";
import { skew } from "../values/exposures.ts";
import { compared, greatest, least } from "./comparisons.ts";
import { type BiasDefinition, USUAL } from "./definition.ts";

const OF_RANKINGS = { ...USUAL, family: "rankings", values: [skew] } as const;

/** Of rankings as a whole. */
export const ATTENTION_DEFINITIONS: readonly BiasDefinition[] = [
  {
    ...OF_RANKINGS,
    name: "min-skew",
    summary: "The skew of the group that is least shown for what it has. Geyik et al. (2019).",
    better: "higher",
    range: [Number.NEGATIVE_INFINITY, 0],
    worst: "smallest",
    prepare: (context) => compared(skew, least, context),
  },
  {
    ...OF_RANKINGS,
    name: "max-skew",
    summary: "The skew of the group that is most shown for what it has. Geyik et al. (2019).",
    range: [0, Number.POSITIVE_INFINITY],
    prepare: (context) => compared(skew, greatest, context),
  },
  {
    ...OF_RANKINGS,
    name: "ndkl",
    summary:
      "How far the make-up of each list's beginning is from that of the whole list, early places counting more: normalised discounted cumulative Kullback-Leibler divergence, averaged over queries. Geyik et al. (2019).",
    range: [0, Number.POSITIVE_INFINITY],
    prepare:
      ({ groups }) =>
      ({ values, width }) => {
        const all = groups * width;
        return (values[all + RANKING_SUMS.divergence] ?? Number.NaN) / (values[all] ?? Number.NaN);
      },
  },
];
