import type { Answer } from "../predictor.ts";
import { highest, softmax } from "../scores.ts";
import { show } from "../show.ts";
import type { BoundOutputs, BoundPrediction, BoundScores } from "./bind-outputs.ts";
import type { TensorData } from "./element-type.ts";
import type { NamedTensors, PlainTensor } from "./runtime-messages.ts";

type Problem = { readonly problem: string };

/**
 * The answers to `count` questions that a run's outputs hold, in order; with `batch` along the first dimension. What does
 * not fit is a problem of every question; a score that is no finite number one of its own question.
 */
export function readAnswers(
  outputs: NamedTensors,
  bound: BoundOutputs,
  count: number,
  batch: boolean,
): readonly Answer[] {
  const rows = new Map<string, Row>();
  for (const name of bound.tensors) {
    const row = rowsOf(name, outputs.get(name), count, batch);
    if ("problem" in row) return Array.from({ length: count }, () => row);
    rows.set(name, row);
  }
  return Array.from({ length: count }, (_, index) => readAnswer(bound, rows, index));
}

/** An output, and how many of its elements belong to a question. */
interface Row {
  readonly data: TensorData;
  readonly size: number;
}

function rowsOf(name: string, tensor: PlainTensor | undefined, count: number, batch: boolean): Row | Problem {
  if (tensor === undefined) return { problem: `the model gave no output ${show(name)}` };
  const { data, dims } = tensor;
  const size = data.length / count;
  if (Number.isInteger(size) && size > 0 && (!batch || dims[0] === count)) return { data, size };
  const asked = batch ? `${count} questions together` : "one question";
  return { problem: `the model gave the output ${show(name)} of the shape [${dims.join(", ")}] to ${asked}` };
}

function readAnswer(
  { scores, prediction, value }: BoundOutputs,
  rows: ReadonlyMap<string, Row>,
  index: number,
): Answer {
  if (value !== null) return readValue(elements(rows, value, index));
  const given = scores === null ? null : readScores(scores, elements(rows, scores.tensor, index));
  if (given !== null && "problem" in given) return given;
  const name = prediction === null ? bestOf(given) : readClass(prediction, elements(rows, prediction.tensor, index));
  return typeof name === "string" ? { prediction: name, scores: given } : name;
}

function elements(rows: ReadonlyMap<string, Row>, name: string, index: number): TensorData {
  const { data, size } = rows.get(name) ?? { data: [], size: 0 };
  return data.slice(index * size, (index + 1) * size);
}

function readValue(row: TensorData): Answer {
  const value = Number(row[0]);
  if (row.length !== 1) return { problem: `the model gave ${row.length} numbers where a value was declared` };
  if (!Number.isFinite(value)) return { problem: `the model gave the value ${show(row[0])}` };
  return { prediction: String(value), value, scores: null };
}

function readClass({ classes }: BoundPrediction, row: TensorData): string | Problem {
  const [label] = row;
  if (row.length !== 1 || label === undefined)
    return { problem: `the model gave ${row.length} classes to one question` };
  const name = classes === null || typeof label === "string" ? String(label) : classes[Number(label)];
  if (name === undefined || name === "" || (classes !== null && !classes.includes(name))) {
    return {
      problem: `the model gave the class ${show(label)}, which is none of the ${classes?.length ?? 0} declared`,
    };
  }
  return name;
}

type Scores = Map<string, number>;

function readScores({ classes, activation }: BoundScores, row: TensorData): Scores | Problem {
  const given = Array.from<string | number | bigint, number>(row, Number);
  const wrong = given.findIndex((score) => !Number.isFinite(score));
  if (wrong >= 0) return { problem: `the model gave ${given[wrong]} as score ${wrong}; a finite number is needed` };
  const [first, second] = classes;
  if (given.length === 1 && classes.length === 2 && first !== undefined && second !== undefined) {
    return binaryScores([first, second], given[0] ?? Number.NaN, activation);
  }
  if (given.length !== classes.length) {
    return { problem: `the model gave ${given.length} scores; ${classes.length} classes are declared` };
  }
  const scores = activation === "softmax" ? softmax(given) : given;
  return new Map(classes.map((name, at) => [name, scores[at] ?? Number.NaN]));
}

/** One number is the second class's probability, or its logit. */
function binaryScores(
  [first, second]: readonly [string, string],
  given: number,
  activation: string | null,
): Scores | Problem {
  const score = activation === "sigmoid" ? 1 / (1 + Math.exp(-given)) : given;
  if (activation === "softmax" || score < 0 || score > 1) {
    return { problem: `the model gave the single number ${given}; a probability of ${show(second)} is needed` };
  }
  return new Map([
    [first, 1 - score],
    [second, score],
  ]);
}

function bestOf(scores: Scores | null): string | Problem {
  return (scores && highest(scores)) ?? { problem: "the model gave no scores" };
}
