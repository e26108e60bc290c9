import { nearest } from "@airworthy/evidence";
import type { ModelValue } from "@airworthy/model-files";
import { describeValue, mismatch } from "./describe-graph.ts";
import { type ElementType, elementTypeOf } from "./element-type.ts";
import type { ModelGraph } from "./model-graph.ts";
import type { OnnxConfig } from "./onnx-config.ts";

export interface BoundScores {
  readonly tensor: string;
  readonly classes: readonly string[];
  readonly activation: "softmax" | "sigmoid" | null;
}

export interface BoundPrediction {
  readonly tensor: string;
  /** By index; null: the tensor's texts or whole numbers are the classes. */
  readonly classes: readonly string[] | null;
}

/** Where an answer is read from: scores, a prediction or both; or a value. */
export interface BoundOutputs {
  readonly scores: BoundScores | null;
  readonly prediction: BoundPrediction | null;
  readonly value: string | null;
  /** All that must be asked for. */
  readonly tensors: readonly string[];
}

/** Holds what is declared against what the model gives. Throws a UserError that lists the model's inputs and outputs. */
export function bindOutputs(graph: ModelGraph, { outputs = {}, batch = false }: OnnxConfig): BoundOutputs {
  const { scores, prediction, value } = outputs;
  if (scores === undefined && prediction === undefined && value === undefined) {
    throw mismatch(
      graph,
      "no output is declared",
      "Declare outputs: scores with their classes, a prediction, or a value.",
    );
  }
  if (value !== undefined && (scores !== undefined || prediction !== undefined)) {
    throw mismatch(graph, "a value is declared beside classes; a model has one or the other");
  }
  if (value !== undefined) checkOutput(graph, value.tensor, isNumeric);
  if (prediction !== undefined) checkOutput(graph, prediction.tensor, isClass);
  if (scores !== undefined) checkScores(graph, scores, batch);
  const tensors = [scores, prediction, value].flatMap((output) => (output === undefined ? [] : [output.tensor]));
  return {
    scores: scores === undefined ? null : { ...scores, activation: activationOf(scores) },
    prediction: prediction === undefined ? null : { tensor: prediction.tensor, classes: prediction.classes ?? null },
    value: value?.tensor ?? null,
    tensors: [...new Set(tensors)],
  };
}

type ScoresConfig = NonNullable<NonNullable<OnnxConfig["outputs"]>["scores"]>;

function activationOf({ softmax = false, sigmoid = false }: ScoresConfig): BoundScores["activation"] {
  if (softmax) return "softmax";
  return sigmoid ? "sigmoid" : null;
}

function checkScores(graph: ModelGraph, scores: ScoresConfig, batch: boolean): void {
  const { tensor, classes, softmax = false, sigmoid = false } = scores;
  const output = checkOutput(graph, tensor, isNumeric);
  if (softmax && sigmoid) throw mismatch(graph, "softmax and sigmoid are declared; scores have one of them");
  if (sigmoid && classes.length !== 2) throw mismatch(graph, `sigmoid has two classes; ${classes.length} are declared`);
  const sizes = batch ? output.shape?.slice(1) : output.shape;
  const fixed = sizes?.filter((size) => typeof size === "number") ?? [];
  if (sizes === undefined || sizes === null || fixed.length < sizes.length) return;
  const given = fixed.reduce((product, size) => product * size, 1);
  if (given === classes.length || (given === 1 && classes.length === 2)) return;
  throw mismatch(
    graph,
    `${classes.length} classes are declared for the output ${describeValue(output)}, which has ${given} scores`,
  );
}

function checkOutput(graph: ModelGraph, name: string, allows: (type: ElementType) => boolean): ModelValue {
  const output = graph.outputs.find((value) => value.name === name);
  if (output === undefined) {
    const near = nearest(
      name,
      graph.outputs.map((value) => value.name ?? ""),
    );
    throw mismatch(graph, `the model has no output ${JSON.stringify(name)}`, near && `Did you mean ${near}?`);
  }
  const type = elementTypeOf(output.type);
  if (type !== null && allows(type)) return output;
  const isZipMap = output.type.startsWith("seq(map(");
  const remedy = 'Convert the scikit-learn model with options={id(model): {"zipmap": False}}.';
  throw mismatch(graph, `the output ${describeValue(output)} cannot be read as that`, isZipMap ? remedy : undefined);
}

function isNumeric(type: ElementType): boolean {
  return type !== "string" && type !== "bool";
}

function isClass(type: ElementType): boolean {
  return !type.startsWith("float");
}
