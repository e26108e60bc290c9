import type { Direction } from "@airworthy/report";
import { FIRST_CLASS, PER_CLASS, RIGHT, ROWS } from "../samples/class-rows.ts";
import type { Sums } from "../samples/sums.ts";
import type { GroupValue } from "./group-value.ts";

/** A group's confusion of one class with the rest, and how many rows of everyone are predicted to be of the class. */
interface Confusion {
  rows: number;
  right: number;
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
  selectedOfAll: number;
}

type Count = (confusion: Confusion) => number;

const labelled: Count = (c) => c.truePositives + c.falseNegatives;
const selected: Count = (c) => c.truePositives + c.falsePositives;
const labelledOther: Count = (c) => c.falsePositives + c.trueNegatives;
const notSelected: Count = (c) => c.falseNegatives + c.trueNegatives;

export const selectionRate = rate({
  name: "selection-rate",
  aliases: ["pprev", "predicted-prevalence"],
  better: "neither",
  summary: "The share of rows that are predicted positive.",
  hits: selected,
  of: (c) => c.rows,
});

export const truePositiveRate = rate({
  name: "true-positive-rate",
  aliases: ["tpr", "recall", "sensitivity"],
  better: "higher",
  summary: "Of the rows labelled positive, the share predicted so.",
  hits: (c) => c.truePositives,
  of: labelled,
});

export const falsePositiveRate = rate({
  name: "false-positive-rate",
  aliases: ["fpr"],
  better: "lower",
  summary: "Of the rows labelled otherwise, the share predicted positive.",
  hits: (c) => c.falsePositives,
  of: labelledOther,
});

export const accuracy = rate({
  name: "accuracy",
  aliases: [],
  better: "higher",
  summary: "The share of rows predicted as labelled; of several classes or sets of them, as a whole.",
  hits: (c) => c.right,
  of: (c) => c.rows,
});

/** Of classes: each is of one class against the rest. */
export const RATES: readonly GroupValue[] = [
  selectionRate,
  truePositiveRate,
  falsePositiveRate,
  rate({
    name: "false-negative-rate",
    aliases: ["fnr"],
    better: "lower",
    summary: "Of the rows labelled positive, the share predicted otherwise.",
    hits: (c) => c.falseNegatives,
    of: labelled,
  }),
  rate({
    name: "true-negative-rate",
    aliases: ["tnr", "specificity"],
    better: "higher",
    summary: "Of the rows labelled otherwise, the share predicted so.",
    hits: (c) => c.trueNegatives,
    of: labelledOther,
  }),
  rate({
    name: "false-discovery-rate",
    aliases: ["fdr"],
    better: "lower",
    summary: "Of the rows predicted positive, the share labelled otherwise.",
    hits: (c) => c.falsePositives,
    of: selected,
  }),
  rate({
    name: "false-omission-rate",
    aliases: ["for"],
    better: "lower",
    summary: "Of the rows predicted otherwise, the share labelled positive.",
    hits: (c) => c.falseNegatives,
    of: notSelected,
  }),
  rate({
    name: "precision",
    aliases: ["ppv", "positive-predictive-value"],
    better: "higher",
    summary: "Of the rows predicted positive, the share labelled so.",
    hits: (c) => c.truePositives,
    of: selected,
  }),
  accuracy,
  rate({
    name: "base-rate",
    aliases: ["prevalence", "prev"],
    better: "neither",
    summary: "The share of rows that are labelled positive: of the data, not of the model.",
    hits: labelled,
    of: (c) => c.rows,
  }),
  {
    ...rate({
      name: "predicted-positive-share",
      aliases: ["ppr"],
      better: "neither",
      summary: "Of all rows predicted positive, the group's share: Aequitas' predicted positive rate.",
      hits: selected,
      of: (c) => c.selectedOfAll,
    }),
    compared: "reference",
  },
];

interface RateDefinition {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly better: Direction;
  readonly summary: string;
  readonly hits: Count;
  readonly of: Count;
}

function rate({ hits, of, ...named }: RateDefinition): GroupValue {
  const confusion = nothing();
  const read = (sums: Sums, group: number, view: number) => readConfusion(sums, group, view, confusion);
  return {
    ...named,
    unit: "rate",
    isShare: true,
    range: [0, 1],
    compared: "all",
    of: (sums, group, view) => {
      const found = read(sums, group, view);
      return hits(found) / of(found);
    },
    restsOn: (counts, group, view) => {
      const found = read(counts, group, view);
      return { n: of(found), positives: hits(found) };
    },
  };
}

function nothing(): Confusion {
  return {
    rows: 0,
    right: 0,
    truePositives: 0,
    falsePositives: 0,
    falseNegatives: 0,
    trueNegatives: 0,
    selectedOfAll: 0,
  };
}

/** Into an object that is used again: a thousand resamples ask for millions of rates. */
function readConfusion({ values, groups, width }: Sums, group: number, view: number, into: Confusion): Confusion {
  const from = group * width;
  const of = FIRST_CLASS + PER_CLASS * view;
  const all = groups * width + of;
  into.rows = values[from + ROWS] ?? 0;
  into.right = values[from + RIGHT] ?? 0;
  into.truePositives = values[from + of] ?? 0;
  into.falsePositives = values[from + of + 1] ?? 0;
  into.falseNegatives = values[from + of + 2] ?? 0;
  into.trueNegatives = into.rows - into.truePositives - into.falsePositives - into.falseNegatives;
  into.selectedOfAll = (values[all] ?? 0) + (values[all + 1] ?? 0);
  return into;
}
