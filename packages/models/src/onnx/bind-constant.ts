import type { ModelValue } from "@airworthy/model-files";
import { shapeOf, typeOf, type Wrong } from "./bind-tensor.ts";
import { describeValue, mismatch } from "./describe-graph.ts";
import { type ElementType, fillingOf, type TensorData } from "./element-type.ts";
import type { ModelGraph } from "./model-graph.ts";
import type { InputConfig } from "./onnx-config.ts";
import type { PlainTensor } from "./runtime-messages.ts";

/** The tensor that every question gets. Throws a UserError where the constant does not fill it. */
export function bindConstant(graph: ModelGraph, value: ModelValue, config: InputConfig): PlainTensor {
  const wrong = (problem: string) => mismatch(graph, `the input ${describeValue(value)}: ${problem}`);
  const others = [config.field, config.scale, config.offset, config.missing];
  if (others.some((given) => given !== undefined)) throw wrong("a constant goes with type and shape only");
  const type = typeOf(graph, value, config);
  const dims = shapeOf(value.shape, config.shape, wrong);
  if (dims.includes(-1)) throw wrong("a constant's sizes are given, none as -1");
  return { type, dims, data: fillConstant(type, dims, config.constant, wrong) };
}

function fillConstant(
  type: ElementType,
  dims: readonly number[],
  constant: InputConfig["constant"],
  wrong: Wrong,
): TensorData {
  const length = dims.reduce((product, size) => product * size, 1);
  const filling = fillingOf(type, length);
  if (Array.isArray(constant) && constant.length !== length) {
    throw wrong(`the constant has ${constant.length} elements; ${length} are needed`);
  }
  for (let index = 0; index < length; index++) {
    const element = Array.isArray(constant) ? constant[index] : constant;
    if (!filling.set(index, element)) throw wrong(`${JSON.stringify(element)} is no ${type}`);
  }
  return filling.data;
}
