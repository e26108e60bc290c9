import { UserError } from "@airworthy/evidence";
import type { Side } from "../../tables/side.ts";
import type { MetricContext, Parameters } from "../metric.ts";
import { type ClassScores, classScoresOf, labelColumns, shown } from "./class-scores.ts";
import { oneClass, rowsByClass, type Subject, scoreOfClass, subjectOf } from "./one-class.ts";

/** Probabilities of one class, or of each; one a row of a side. */
export type Probabilities = OneClassProbabilities | ClassProbabilities;

export interface OneClassProbabilities {
  readonly kind: "one-class";
  /** 1 where the label is the class, else 0. */
  readonly isClass: Uint8Array;
  readonly probability: Float64Array;
}

export interface ClassProbabilities {
  readonly kind: "classes";
  readonly columns: readonly Float64Array[];
  /** The column of each row's label. */
  readonly labels: Uint32Array;
}

/** What a metric asks for, and the metric's name for messages. */
export interface ProbabilitiesWanted {
  readonly metric: string;
  readonly subject: Subject;
  readonly isMultiLabel: boolean;
}

/**
 * How far a row's probabilities may be from 1 in sum: what three decimals lose. scikit-learn only warns, beyond 1.5e-8; they
 * are taken as they are, as there.
 */
const SUM_TOLERANCE = 1e-3;

/** What the parameter `class` and the context say; sets of labels have no probabilities that sum to 1, so they need `class`. */
export function probabilitiesWanted(
  metric: string,
  parameters: Parameters,
  context: MetricContext,
): ProbabilitiesWanted {
  const subject = subjectOf(parameters, context);
  if (!context.isMultiLabel || subject.named !== null) return { metric, subject, isMultiLabel: context.isMultiLabel };
  throw new UserError(`${metric} of sets of labels is of one class's score, and no class is named`, {
    remedy: `Write ${metric}(class=…) for each class that matters.`,
  });
}

/**
 * Of the class that the metric names; else of each class, where the table has `scores.<class>`; else of the positive one.
 * Throws a UserError where there are none, where one is not from 0 to 1, or a row's sum is not 1.
 */
export function probabilitiesOf(side: Side, { metric, subject, isMultiLabel }: ProbabilitiesWanted): Probabilities {
  const scores = subject.named === null ? classScoresOf(side) : null;
  if (scores !== null) {
    for (const [index, column] of scores.columns.entries()) checkRange(side, `scores.${scores.classes[index]}`, column);
    checkSums(side, scores);
    return { kind: "classes", columns: scores.columns, labels: labelColumns(side, scores) };
  }
  const name = oneClass(subject, metric);
  const probability = scoreOfClass(side, name, subject);
  checkRange(side, `the score of ${name}`, probability);
  return { kind: "one-class", isClass: rowsByClass(side, null, isMultiLabel)(name), probability };
}

function checkRange(side: Side, what: string, probabilities: Float64Array): void {
  const outside = probabilities.find((probability) => !(probability >= 0 && probability <= 1));
  if (outside === undefined) return;
  throw new UserError(`${side.name}: ${shown(what)} is ${outside} in a row; a probability is from 0 to 1`, {
    remedy: "Write probabilities, not logits; ROC AUC and average precision take any score.",
  });
}

function checkSums(side: Side, { columns }: ClassScores): void {
  for (let row = 0; row < side.rows; row++) {
    let sum = 0;
    for (const column of columns) sum += column[row] ?? Number.NaN;
    if (Math.abs(sum - 1) <= SUM_TOLERANCE) continue;
    throw new UserError(
      `${side.name}: a row's scores.<class> sum to ${Number(sum.toPrecision(6))}; probabilities sum to 1`,
    );
  }
}
