import { isTypedArray } from "node:util/types";
import type { TensorData } from "./element-type.ts";
import type { NamedTensors, PlainTensor } from "./runtime-messages.ts";

/** A runtime's tensor as it is sent to another process. Throws an Error for what is no tensor of elements that are known. */
export function plainTensor(name: string, value: unknown): PlainTensor {
  const [type, dims, data] = ["type", "dims", "data"].map((key) => property(value, key));
  if (typeof type !== "string" || !isSizes(dims)) throw new Error(`the output ${name} is no tensor`);
  if (!isTensorData(data)) throw new Error(`the output ${name} has elements of the type ${type}, which cannot be read`);
  return { type, dims: [...dims], data };
}

/** How much there is to send: its elements, of texts their characters. */
export function amountOf(tensors: NamedTensors): number {
  let amount = 0;
  for (const { data } of tensors.values()) {
    amount += data.length;
    if (Array.isArray(data)) for (const text of data) amount += text.length;
  }
  return amount;
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => typeof size === "number");
}

function isTensorData(value: unknown): value is TensorData {
  if (Array.isArray(value)) return value.every((text) => typeof text === "string");
  if (!isTypedArray(value)) return false;
  return value[Symbol.toStringTag] !== "Uint8ClampedArray" && !value[Symbol.toStringTag].startsWith("Float16");
}
