import { UserError } from "@airworthy/evidence";
import { FIRST_CLASS, PER_CLASS, ROWS } from "../samples/class-rows.ts";
import type { Sums } from "../samples/sums.ts";
import { accuracy } from "../values/rates.ts";
import { type BiasDefinition, type MetricContext, type MetricFunction, USUAL } from "./definition.ts";

const USUAL_ALPHA = 2;
const THEIL_ALPHA = 1;
const OF_CLASSES = { ...USUAL, family: "classes", values: [accuracy], range: [0, Number.POSITIVE_INFINITY] } as const;

/**
 * How unequally rows benefit: b = 1 + prediction - label, 2 where predicted positive and labelled otherwise, 0 the other way
 * round, else 1. Speicher et al., A Unified Approach to Quantifying Algorithmic Unfairness (2018), as AIF360 has it.
 */
export const INEQUALITY_DEFINITIONS: readonly BiasDefinition[] = [
  {
    ...OF_CLASSES,
    name: "generalized-entropy-index",
    scope: "everyone",
    parameters: ["class", "alpha"],
    summary:
      "How unequally rows benefit from being predicted as they are, with alpha=2. Speicher et al. (2018), AIF360.",
    prepare: (context) => overRows(alphaOf(context)),
  },
  {
    ...OF_CLASSES,
    name: "theil-index",
    scope: "everyone",
    parameters: ["class"],
    summary: "The generalized entropy index with alpha=1. AIF360.",
    prepare: () => overRows(THEIL_ALPHA),
  },
  {
    ...OF_CLASSES,
    name: "between-group-generalized-entropy-index",
    parameters: ["class", "alpha"],
    summary:
      "The part of the generalized entropy index that is between groups: each row has its group's mean benefit. AIF360's between_all_groups.",
    prepare: (context) => overGroups(context.groups, alphaOf(context)),
  },
  {
    ...OF_CLASSES,
    name: "between-group-theil-index",
    parameters: ["class"],
    summary: "The part of the Theil index that is between groups. AIF360's between_all_groups_theil_index.",
    prepare: ({ groups }) => overGroups(groups, THEIL_ALPHA),
  },
];

function alphaOf({ parameters }: MetricContext): number {
  const text = parameters.get("alpha");
  const alpha = text === undefined ? USUAL_ALPHA : Number(text);
  if (text === "" || !Number.isFinite(alpha)) {
    throw new UserError(`alpha is ${JSON.stringify(text?.slice(0, 80))}; a number is allowed`);
  }
  return alpha;
}

function overRows(alpha: number): MetricFunction {
  return (sums, view) => {
    const [rows, gained, lost] = benefits(sums, sums.groups, view);
    const mean = (rows + gained - lost) / rows;
    const of = (count: number, benefit: number) => (count === 0 ? 0 : count * divergence(benefit / mean, alpha));
    return (of(rows - gained - lost, 1) + of(gained, 2) + of(lost, 0)) / rows;
  };
}

function overGroups(groups: number, alpha: number): MetricFunction {
  return (sums, view) => {
    const [all, gainedByAll, lostByAll] = benefits(sums, groups, view);
    const mean = (all + gainedByAll - lostByAll) / all;
    let sum = 0;
    for (let group = 0; group < groups; group++) {
      const [rows, gained, lost] = benefits(sums, group, view);
      if (rows > 0) sum += rows * divergence((rows + gained - lost) / rows / mean, alpha);
    }
    return groups < 2 ? Number.NaN : sum / all;
  };
}

/** Rows, and how many of them have a benefit of 2 and of 0. */
function benefits({ values, width }: Sums, group: number, view: number): readonly [number, number, number] {
  const from = group * width;
  const of = from + FIRST_CLASS + PER_CLASS * view;
  return [values[from + ROWS] ?? 0, values[of + 1] ?? 0, values[of + 2] ?? 0];
}

/** Of a row whose benefit is `share` times the mean: infinite of a share of 0 where alpha is at most 0. */
function divergence(share: number, alpha: number): number {
  if (alpha === 1) return share === 0 ? 0 : share * Math.log(share);
  if (alpha === 0) return -Math.log(share);
  return (share ** alpha - 1) / (alpha * (alpha - 1));
}
