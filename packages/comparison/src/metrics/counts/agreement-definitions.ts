import { UserError } from "@airworthy/evidence";
import type { MetricContext, MetricDefinition } from "../metric.ts";
import { hammingLoss, kappa, matthews } from "./agreement.ts";
import { averaged } from "./averages.ts";
import { recall } from "./class-score.ts";
import { countMetric } from "./count-metric.ts";

/** Metrics of how far labels and predictions agree on the whole. */
export const agreementDefinitions: readonly MetricDefinition[] = [
  {
    name: "accuracy",
    aliases: ["accuracy-score", "subset-accuracy"],
    parameters: [],
    summary: "Rows whose prediction is the label; of label sets, the whole set. scikit-learn's accuracy_score.",
    create: (_, context) =>
      countMetric(
        {
          name: "accuracy",
          of: ({ right, rows }) => right / rows,
          outcome: (label, prediction) => prediction === label,
        },
        context,
      ),
  },
  {
    name: "balanced-accuracy",
    aliases: ["balanced-accuracy-score"],
    parameters: [],
    summary: "The mean recall of the classes that occur as labels. scikit-learn's balanced_accuracy_score.",
    create: (_, context) => {
      refuseSets("balanced-accuracy", "macro-recall", context);
      const restsOn = { name: null, which: "own" } as const;
      return countMetric({ name: "balanced-accuracy", restsOn, of: averaged("macro", recall) }, context);
    },
  },
  {
    name: "mcc",
    aliases: ["matthews-corrcoef", "matthews-correlation-coefficient", "phi-coefficient"],
    parameters: [],
    summary: "Matthews' correlation coefficient, over any number of classes. scikit-learn's matthews_corrcoef.",
    create: (_, context) => {
      refuseSets("mcc", "macro-f1", context);
      return countMetric({ name: "mcc", range: [-1, 1], of: matthews }, context);
    },
  },
  {
    name: "kappa",
    aliases: ["cohen-kappa", "cohen-kappa-score", "cohens-kappa"],
    parameters: [],
    summary: "Cohen's kappa: agreement beyond that of chance. scikit-learn's cohen_kappa_score, without weights.",
    create: (_, context) => {
      refuseSets("kappa", "macro-jaccard", context);
      return countMetric({ name: "kappa", range: [-1, 1], of: kappa }, context);
    },
  },
  {
    name: "hamming-loss",
    aliases: [],
    parameters: [],
    summary:
      "Wrong decisions whether a class is in a row's set; of single labels, wrong rows. scikit-learn's hamming_loss.",
    create: (_, context) =>
      countMetric(
        {
          name: "hamming-loss",
          direction: "lower-is-better",
          of: context.isMultiLabel ? hammingLoss : ({ right, rows }) => (rows - right) / rows,
        },
        context,
      ),
  },
];

function refuseSets(name: string, instead: string, { isMultiLabel }: MetricContext): void {
  if (!isMultiLabel) return;
  throw new UserError(`${name} is of single labels, and these are sets`, { remedy: `Ask for ${instead}, say.` });
}
