import type { Prediction } from "../predictor.ts";
import { highest } from "../scores.ts";
import { show } from "../show.ts";
import type { PredictionFormat } from "./predictions-config.ts";

export type CheckListFormat = Exclude<PredictionFormat, "jsonl">;

type Problem = { readonly problem: string };

/** What Python's float() takes and is finite. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const INDEX = /^\d+$/;

/**
 * One line of a file of predictions as `read_pred_file` of checklist 0.0.11 reads it
 * (https://github.com/marcotcr/checklist/blob/master/checklist/abstract_test.py), but that indexes become the names of
 * `classes` and that what is no finite number is a problem:
 * - `pred_only`: a class
 * - `softmax`: a score for each class; the highest, of equal ones the first, is predicted
 * - `binary_conf`: the second of two classes' score
 * - `pred_and_conf`: a class and its own score
 * - `pred_and_softmax`: a class and a score for each class
 * A class is digits, its index, or a name. `named`: the whole file's classes are names even where they are digits, as
 * `pred_only` has it of a file in which one is.
 */
export function readCheckListLine(
  line: string,
  format: CheckListFormat,
  classes: readonly string[],
  named = false,
): Prediction | Problem {
  if (format === "pred_only") return withScores(className(line, classes, named), null);
  const words = line.trim().split(/\s+/);
  switch (format) {
    case "softmax":
      return predictHighest(readScores(words, classes));
    case "binary_conf":
      return predictHighest(readBinary(words, classes));
    case "pred_and_conf":
      return readClassAndScore(words, classes);
    case "pred_and_softmax":
      return withScores(className(words[0] ?? "", classes, false), readScores(words.slice(1), classes));
  }
}

/** Whether CheckList takes a class for an index. */
export function isIndex(text: string): boolean {
  return INDEX.test(text);
}

type Scores = Map<string, number>;

function className(text: string, classes: readonly string[], named: boolean): string | Problem {
  if (isIndex(text) && !named) {
    const name = classes[Number(text)];
    return name ?? { problem: `the class ${show(text)} is no index of the ${classes.length} classes, from 0` };
  }
  if (text === "") return { problem: "the class is missing" };
  if (classes.length === 0 || classes.includes(text)) return text;
  return { problem: `the class ${show(text)} is none of the ${classes.length} classes` };
}

function withScores(name: string | Problem, scores: Scores | Problem | null): Prediction | Problem {
  if (typeof name !== "string") return name;
  return isProblem(scores) ? scores : { prediction: name, scores };
}

function predictHighest(scores: Scores | Problem): Prediction | Problem {
  if (isProblem(scores)) return scores;
  return { prediction: highest(scores) ?? "", scores };
}

function readScores(words: readonly string[], classes: readonly string[]): Scores | Problem {
  if (words.length !== classes.length || classes.length === 0) {
    return { problem: `${words.length} scores are given; there are ${classes.length} classes` };
  }
  const scores = new Map<string, number>();
  for (const [index, name] of classes.entries()) {
    const score = readNumber(words[index] ?? "");
    if (typeof score !== "number") return score;
    scores.set(name, score);
  }
  return scores;
}

function readBinary(words: readonly string[], classes: readonly string[]): Scores | Problem {
  const [first, second] = classes;
  if (first === undefined || second === undefined || classes.length > 2) {
    return { problem: `binary_conf has two classes; ${classes.length} are declared` };
  }
  if (words.length !== 1) return { problem: `${words.length} numbers are given; binary_conf has one` };
  const score = readNumber(words[0] ?? "");
  if (typeof score !== "number") return score;
  return new Map([
    [first, 1 - score],
    [second, score],
  ]);
}

function readClassAndScore(words: readonly string[], classes: readonly string[]): Prediction | Problem {
  if (words.length !== 2) return { problem: `${words.length} words are given; pred_and_conf has a class and a score` };
  const name = className(words[0] ?? "", classes, false);
  const score = readNumber(words[1] ?? "");
  if (typeof name !== "string") return name;
  return typeof score === "number" ? { prediction: name, scores: new Map([[name, score]]) } : score;
}

function readNumber(word: string): number | Problem {
  const value = DECIMAL.test(word) ? Number(word) : Number.NaN;
  return Number.isFinite(value) ? value : { problem: `${show(word)} is no finite number` };
}

function isProblem(value: Scores | Problem | null): value is Problem {
  return value !== null && "problem" in value;
}
