import type { UserError } from "@airworthy/evidence";
import type { ModelValue } from "@airworthy/model-files";
import { describeValue, mismatch } from "./describe-graph.ts";
import { type ElementType, elementTypeOf } from "./element-type.ts";
import type { ModelGraph } from "./model-graph.ts";
import type { InputConfig } from "./onnx-config.ts";

/** Makes the error that says what is wrong with an input's declaration. */
export type Wrong = (problem: string) => UserError;

/** 256 MB of float32 for one question: more is a mistake. */
const MAX_ELEMENTS = 2 ** 26;

/** The type of an input's elements: the model's, which what is declared must not contradict. */
export function typeOf(graph: ModelGraph, value: ModelValue, { type }: InputConfig): ElementType {
  const given = elementTypeOf(value.type);
  if (given === null) {
    throw mismatch(graph, `the input ${describeValue(value)} has a type that cannot be filled in`);
  }
  if (type === undefined || type === given) return given;
  throw mismatch(graph, `${type} is declared for the input ${describeValue(value)}`);
}

/** The sizes of an input: what is declared and what the model says, one completing the other. */
export function shapeOf(given: ModelValue["shape"], declared: readonly number[] | undefined, wrong: Wrong): number[] {
  if (given !== null && declared !== undefined && given.length !== declared.length) {
    throw wrong(`the shape [${declared.join(", ")}] has ${declared.length} sizes; ${given.length} are needed`);
  }
  const shape = (given ?? declared ?? [null]).map((size, at) => {
    const other = declared?.[at];
    if (typeof size !== "number") return other ?? null;
    if (other === undefined || other === size || other === -1) return size;
    throw wrong(`the shape [${declared?.join(", ")}] does not fit`);
  });
  const sizes = shape.filter((size) => size !== null);
  if (sizes.length < shape.length) throw wrong("declare its shape: not all sizes are fixed");
  const elements = sizes.reduce((product, size) => product * Math.abs(size), 1);
  if (elements > MAX_ELEMENTS) throw wrong(`${elements} elements are more than ${MAX_ELEMENTS}`);
  return sizes;
}
