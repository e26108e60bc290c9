import type { ModelInput } from "../predictor.ts";
import { own, show } from "../show.ts";
import type { BoundInput } from "./bind-inputs.ts";
import { fillingOf, type TensorFilling } from "./element-type.ts";
import type { PlainTensor } from "./runtime-messages.ts";

export interface Problem {
  readonly problem: string;
}

/** What of a question goes into an input; undefined where the question does not have it. */
export function fieldOf({ field }: BoundInput, input: ModelInput): unknown {
  if (field === null) return input;
  if (typeof field === "string") return own(input, field);
  return field.map((name) => own(input, name));
}

/** A tensor of one question's value, whose length decides the size that is free. */
export function packInput(input: BoundInput, value: unknown): PlainTensor | Problem {
  const dims = sizesOf(input, value);
  if ("problem" in dims) return dims;
  const filling = fillingOf(input.type, product(dims));
  const problem = fillInput(input, value, filling, 0, dims);
  return problem === null ? { type: input.type, dims, data: filling.data } : { problem };
}

/**
 * Puts a value into a tensor from the element `start` on: a single one, a flat list in row-major order, or lists within
 * lists as the shape has them. Returns what is wrong with it, or null.
 */
export function fillInput(
  input: BoundInput,
  value: unknown,
  filling: TensorFilling,
  start: number,
  dims: readonly number[] = input.shape,
): string | null {
  const length = product(dims);
  if (!Array.isArray(value)) {
    if (length !== 1) return said(input, `is ${show(value)}; ${length} elements are needed`);
    return fillFlat(input, [value], filling, start);
  }
  if (value.length > 0 && !value.some(Array.isArray)) {
    if (value.length !== length) return said(input, `has ${value.length} elements; ${length} are needed`);
    return fillFlat(input, value, filling, start);
  }
  return fillNested(input, value, filling, start, dims);
}

function fillNested(
  input: BoundInput,
  value: unknown,
  filling: TensorFilling,
  start: number,
  dims: readonly number[],
): string | null {
  const [size = 0, ...inner] = dims;
  if (!Array.isArray(value) || value.length !== size) {
    const given = Array.isArray(value) ? `a list of ${value.length}` : show(value);
    return said(input, `has ${given} where the shape [${input.shape.join(", ")}] has ${size}`);
  }
  if (inner.length === 0) return fillFlat(input, value, filling, start);
  const step = product(inner);
  for (const [at, part] of value.entries()) {
    const problem = fillNested(input, part, filling, start + at * step, inner);
    if (problem !== null) return problem;
  }
  return null;
}

// The inner loop of everything: an image has hundreds of elements, a second of sound sixteen thousand.
function fillFlat(input: BoundInput, values: readonly unknown[], filling: TensorFilling, start: number): string | null {
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (!filling.set(start + at, elementOf(input, value))) {
      return said(input, `has ${show(value)} at place ${at}; it must be a ${input.type}`);
    }
  }
  return null;
}

/** As it is stored; undefined for what no type holds. NaN stands for nothing but what is declared as missing. */
function elementOf({ scale, offset, missing }: BoundInput, value: unknown): unknown {
  if (typeof value !== "number") return value === null || value === undefined ? missing : value;
  const scaled = value * scale + offset;
  return Number.isNaN(scaled) ? undefined : scaled;
}

function sizesOf(input: BoundInput, value: unknown): readonly number[] | Problem {
  const free = input.shape.indexOf(-1);
  if (free < 0) return input.shape;
  const others = -product(input.shape);
  if (!Array.isArray(value)) return input.shape.with(free, 1);
  const isNested = value.some(Array.isArray);
  const size = isNested ? lengthAt(value, free) : value.length / others;
  if (Number.isInteger(size) && size > 0) return input.shape.with(free, size);
  return {
    problem: said(input, `has ${value.length} elements, which do not fill the shape [${input.shape.join(", ")}]`),
  };
}

function lengthAt(value: unknown, depth: number): number {
  if (!Array.isArray(value)) return 0;
  return depth === 0 ? value.length : lengthAt(value[0], depth - 1);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum * size, 1);
}

function said({ field }: BoundInput, problem: string): string {
  const name =
    field === null
      ? "the input"
      : `the input's ${typeof field === "string" ? show(field) : field.map(show).join(", ")}`;
  return `${name} ${problem}`;
}
