import { UserError } from "@airworthy/evidence";
import type { ModelValue } from "@airworthy/model-files";
import { cut } from "../show.ts";
import type { ModelGraph } from "./model-graph.ts";

/** A model may have thousands of outputs; so many are shown. */
const SHOWN_VALUES = 20;
const SHOWN_CHARACTERS = 200;

/** The configuration does not go with the model: says why, and what the model has. */
export function mismatch(graph: ModelGraph, problem: string, remedy?: string): UserError {
  const message = `${graph.name}: ${problem}\n  inputs: ${list(graph.inputs)}\n  outputs: ${list(graph.outputs)}`;
  return new UserError(message, remedy === undefined ? {} : { remedy });
}

/** Such as `"x" tensor(float) [N, 28, 28]`. */
export function describeValue({ name, type, shape }: ModelValue): string {
  const sizes = shape === null ? "of any shape" : `[${shape.map((size) => size ?? "?").join(", ")}]`;
  return cut(`${JSON.stringify(name ?? "")} ${type} ${sizes}`, SHOWN_CHARACTERS);
}

function list(values: readonly ModelValue[]): string {
  const shown = values.slice(0, SHOWN_VALUES).map(describeValue);
  const more = values.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join("; ") || "none";
}
