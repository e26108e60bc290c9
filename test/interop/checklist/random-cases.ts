import type { Random } from "@airworthy/stats";

/** How a model tells its confidence: one for each class, one for the predicted class alone, or none. */
export type Confidences = "softmax" | "scalar" | "none";

/** The answers to a case's inputs in CheckList's form: classes by index, confidences as `read_pred_file` gives them. */
export interface AnsweredCase {
  readonly preds: readonly number[];
  readonly confs: readonly (number | readonly number[])[];
  readonly label: number;
}

export interface CasesOptions {
  readonly classes: number;
  readonly inputs: { readonly least: number; readonly most: number };
  readonly confidences: Confidences;
}

/** Cases that are often alike in their answers, as a real model's are, so that passes, failures and nulls all come often. */
export function randomCases(count: number, options: CasesOptions, random: Random): AnsweredCase[] {
  const { least, most } = options.inputs;
  return Array.from({ length: count }, () => {
    const inputs = least + random.integer(most - least + 1);
    const original = distribution(options.classes, random);
    const answers = [original];
    while (answers.length < inputs) {
      answers.push(random.next() < 0.8 ? nearly(original, random) : distribution(options.classes, random));
    }
    const preds = answers.map((scores) => predicted(scores, random));
    const confs = answers.map((scores, at) => confidenceOf(scores, preds[at] ?? 0, options.confidences));
    return { preds, confs, label: random.integer(options.classes) };
  });
}

function distribution(classes: number, random: Random): number[] {
  return normalised(Array.from({ length: classes }, () => random.next() ** 3));
}

function nearly(scores: readonly number[], random: Random): number[] {
  return normalised(scores.map((score) => score * (0.6 + 0.8 * random.next())));
}

function normalised(scores: readonly number[]): number[] {
  const sum = scores.reduce((total, score) => total + score, 0);
  return scores.map((score) => score / sum);
}

/** The likeliest class, now and then another one: a model may decide by other thresholds than its scores' order. */
function predicted(scores: readonly number[], random: Random): number {
  return random.next() < 0.1 ? random.integer(scores.length) : scores.indexOf(Math.max(...scores));
}

function confidenceOf(scores: readonly number[], pred: number, confidences: Confidences): number | readonly number[] {
  if (confidences === "softmax") return scores;
  return confidences === "scalar" ? (scores[pred] ?? 0) : 1;
}
