import type { ModelInput } from "../../predictor.ts";
import { own, show } from "../../show.ts";
import { flatten, isElement } from "./datatypes.ts";
import type { InputTensor } from "./input-tensors.ts";

/** More than a picture of 4,096 by 4,096 in three colours has is no input of a behaviour test. */
const MAX_ELEMENTS = 50_331_648;

/** What one question puts into one tensor. */
export interface InputRow {
  readonly data: readonly unknown[];
  /** Without the batch, every size known. */
  readonly shape: readonly number[];
}

/** A question's part of a tensor; or what is wrong with it, as the question's problem. */
export function rowOf(
  tensor: InputTensor,
  input: ModelInput,
  isOnly: boolean,
): InputRow | { readonly problem: string } {
  const found = dataOf(tensor, input, isOnly);
  if ("problem" in found) return found;
  let data: unknown[];
  try {
    data = flatten(found.data, MAX_ELEMENTS);
  } catch (error) {
    return { problem: `the input ${tensor.name} is ${error instanceof Error ? error.message : String(error)}` };
  }
  const wrong = data.findIndex((element) => !isElement(element, tensor.datatype));
  if (wrong >= 0)
    return { problem: `the input ${tensor.name} holds ${show(data[wrong])}, which is no ${tensor.datatype}` };
  const shape = fitShape(tensor.shape, data.length);
  if (shape !== null) return { data, shape };
  return {
    problem: `the input ${tensor.name} has ${data.length} elements; the model takes [${tensor.shape.join(", ")}]`,
  };
}

type Found = { readonly data: unknown } | { readonly problem: string };

function dataOf({ name, source }: InputTensor, input: ModelInput, isOnly: boolean): Found {
  if (source.kind === "constant") return { data: source.value };
  if (typeof input === "string") {
    if (source.kind === "whole" && isOnly) return { data: input };
    return { problem: `the input is a text, and the model's input ${name} is not it; a record is needed` };
  }
  const fields = source.kind === "whole" ? name : source.fields;
  if (typeof fields === "string") return fieldOf(input, fields);
  const values = fields.map((field) => fieldOf(input, field));
  const problem = values.find((value) => "problem" in value);
  return problem ?? { data: values.map((value) => ("data" in value ? value.data : null)) };
}

function fieldOf(input: Exclude<ModelInput, string>, field: string): Found {
  const data = own(input, field);
  return data === undefined ? { problem: `the input has no field ${JSON.stringify(field)}` } : { data };
}

/** The shape with its one size that may be any, if it has one, found from the number of elements; null where they do not fit. */
function fitShape(shape: readonly number[], count: number): number[] | null {
  const open = shape.filter((size) => size === -1).length;
  const closed = shape.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
  if (open === 0) return closed === count ? [...shape] : null;
  // Of several, all but the last are 1.
  if (closed === 0 || count % closed !== 0) return null;
  const last = shape.lastIndexOf(-1);
  return shape.map((size, at) => (size !== -1 ? size : at === last ? count / closed : 1));
}
