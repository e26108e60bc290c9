import { UserError } from "@airworthy/evidence";
import { emptySums, type Sums } from "../samples/sums.ts";
import type { GroupValue } from "../values/group-value.ts";
import { falsePositiveRate, selectionRate, truePositiveRate } from "../values/rates.ts";
import { type Comparing, compared, difference, ratio } from "./comparisons.ts";
import { type BiasDefinition, type MetricContext, type MetricFunction, USUAL } from "./definition.ts";

const OF_CLASSES = { ...USUAL, family: "classes", parameters: ["class"] } as const;
const ODDS = [truePositiveRate, falsePositiveRate] as const;

/** Barocas and Selbst, and fairlearn's own documentation, on the rule of the Uniform Guidelines on Employee Selection Procedures (1978). */
const EIGHTY_PERCENT_CAVEAT =
  "The 80 % rule is a rule of thumb of US employment law for the results of a whole selection procedure. It is no test of discrimination, in law or elsewhere, and says nothing of errors; fairlearn's documentation calls its general use wrong.";
const EIGHTY_PERCENT = 0.8;

/** What combines several rates, or holds the reference group against all others together. */
export const PARITY_DEFINITIONS: readonly BiasDefinition[] = [
  {
    ...OF_CLASSES,
    name: "equalized-odds-difference",
    parameters: ["class", "agg"],
    summary:
      "The larger of the differences of true and false positive rates; with agg=mean their mean. fairlearn's equalized_odds_difference.",
    unit: "rate",
    range: [0, 1],
    chance: "adds",
    values: ODDS,
    prepare: (context) => overOdds(context, difference, Math.max),
  },
  {
    ...OF_CLASSES,
    name: "equalized-odds-ratio",
    parameters: ["class", "agg"],
    summary:
      "The smaller of the ratios of true and false positive rates; with agg=mean their mean. fairlearn's equalized_odds_ratio.",
    better: "higher",
    range: [0, 1],
    worst: "smallest",
    chance: "divides",
    values: ODDS,
    prepare: (context) => overOdds(context, ratio, Math.min),
  },
  againstReference({
    name: "statistical-parity-difference",
    aliases: ["mean-difference"],
    summary: "The selection rate of all other groups together minus the reference group's. AIF360.",
    values: [selectionRate],
    of: ([selected], [reference]) => selected - reference,
  }),
  {
    ...againstReference({
      name: "disparate-impact",
      aliases: [],
      summary: "The selection rate of all other groups together over the reference group's. AIF360.",
      values: [selectionRate],
      of: ([selected], [reference]) => selected / reference,
    }),
    unit: "number",
    range: [0, Number.POSITIVE_INFINITY],
  },
  againstReference({
    name: "average-odds-difference",
    aliases: [],
    summary:
      "The mean of the differences of true and false positive rates, all other groups together minus the reference group. AIF360.",
    values: ODDS,
    of: ([tpr, fpr], [ofReference, fprOfReference]) => (tpr - ofReference + (fpr - fprOfReference)) / 2,
  }),
  {
    ...againstReference({
      name: "average-absolute-odds-difference",
      aliases: ["average-abs-odds-difference"],
      summary: "As average-odds-difference, of the differences without their signs. AIF360.",
      values: ODDS,
      of: ([tpr, fpr], [ofReference, fprOfReference]) =>
        (Math.abs(tpr - ofReference) + Math.abs(fpr - fprOfReference)) / 2,
    }),
    better: "lower",
    range: [0, 1],
  },
  againstReference({
    name: "signed-equal-opportunity-difference",
    aliases: [],
    summary:
      "The true positive rate of all other groups together minus the reference group's. AIF360's equal_opportunity_difference.",
    values: [truePositiveRate],
    of: ([tpr], [reference]) => tpr - reference,
  }),
  {
    ...OF_CLASSES,
    name: "eighty-percent-rule",
    aliases: ["four-fifths-rule"],
    summary: "The smallest selection rate of a group over the largest, at least 0.8 where no limit is given.",
    better: "higher",
    range: [0, 1],
    worst: "smallest",
    values: [selectionRate],
    caveat: EIGHTY_PERCENT_CAVEAT,
    limits: [{ rule: "min", limit: EIGHTY_PERCENT }],
    chance: "divides",
    prepare: (context) => compared(selectionRate, ratio, context),
  },
  {
    ...USUAL,
    name: "differential-fairness",
    aliases: ["smoothed-empirical-differential-fairness"],
    family: "classes",
    parameters: ["class"],
    summary:
      "The largest |ln| of a quotient of two groups' selection rates, or of their rates of not being selected, each with half a row of either added. Foulds et al. (2020); AIF360's smoothed_empirical_differential_fairness, of predictions.",
    range: [0, Number.POSITIVE_INFINITY],
    values: [selectionRate],
    prepare: ({ groups }) => differentialFairness(groups),
  },
];

function overOdds(context: MetricContext, compare: Comparing, worst: (a: number, b: number) => number): MetricFunction {
  const [ofTrue, ofFalse] = ODDS.map((value) => compared(value, compare, context));
  if (ofTrue === undefined || ofFalse === undefined) throw new Error("the odds are two rates");
  const agg = context.parameters.get("agg") ?? "worst_case";
  if (agg === "mean") return (sums, view) => (ofTrue(sums, view) + ofFalse(sums, view)) / 2;
  if (agg === "worst_case" || agg === "worst-case")
    return (sums, view) => worst(ofTrue(sums, view), ofFalse(sums, view));
  throw new UserError(`agg is ${JSON.stringify(agg.slice(0, 80))}; worst_case or mean is allowed`);
}

type Odds = readonly [number, number];

interface AgainstReference {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly values: readonly GroupValue[];
  readonly of: (others: Odds, reference: Odds) => number;
}

/** All groups but the reference are taken together, as AIF360 takes the unprivileged. */
function againstReference({ of, ...named }: AgainstReference): BiasDefinition {
  const [first, second] = named.values;
  return {
    ...OF_CLASSES,
    ...named,
    unit: "rate",
    better: "neither",
    range: [-1, 1],
    prepare: ({ groups, reference }) => {
      let pooled = emptySums(1, 0);
      const read = (value: GroupValue | undefined, sums: Sums, group: number, view: number) =>
        value === undefined ? 0 : value.of(sums, group, view);
      return (sums, view) => {
        if (groups < 2) return Number.NaN;
        if (pooled.width !== sums.width) pooled = emptySums(1, sums.width);
        poolOthers(sums, reference, pooled);
        const others: Odds = [read(first, pooled, 0, view), read(second, pooled, 0, view)];
        return of(others, [read(first, sums, reference, view), read(second, sums, reference, view)]);
      };
    },
  };
}

function poolOthers({ values, groups, width }: Sums, reference: number, into: Sums): void {
  for (let at = 0; at < width; at++) {
    const all = values[groups * width + at] ?? 0;
    into.values[at] = all - (values[reference * width + at] ?? 0);
    into.values[width + at] = all;
  }
}

/** Of Dirichlet-smoothed selection rates, with half a row of either added to each group. */
function differentialFairness(groups: number): MetricFunction {
  return (sums, view) => {
    let least = 1;
    let most = 0;
    for (let group = 0; group < groups; group++) {
      const { n, positives } = selectionRate.restsOn(sums, group, view);
      const smoothed = ((positives ?? Number.NaN) + 0.5) / (n + 1);
      least = Math.min(least, smoothed);
      most = Math.max(most, smoothed);
    }
    return Math.max(Math.log(most / least), Math.log((1 - least) / (1 - most)));
  };
}
