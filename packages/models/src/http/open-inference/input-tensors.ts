import { UserError } from "@airworthy/evidence";
import type { Datatype } from "./datatypes.ts";
import type { InputConfig, OpenInferenceConfig } from "./entries.ts";
import { listTensors, type ModelMetadata } from "./metadata.ts";

/** One of the model's inputs, and where its data come from. */
export interface InputTensor {
  readonly name: string;
  readonly datatype: Datatype;
  /** Of one question: without the batch. -1 for any size. */
  readonly shape: readonly number[];
  readonly source: InputSource;
  readonly parameters: Readonly<Record<string, unknown>> | undefined;
}

export type InputSource =
  /** The text itself; of a record the field that is named like the tensor. */
  | { readonly kind: "whole" }
  | { readonly kind: "fields"; readonly fields: string | readonly string[] }
  | { readonly kind: "constant"; readonly value: unknown };

export interface InputPlan {
  readonly tensors: readonly InputTensor[];
  /** Whether the tensors' first dimension is the batch, of any size. */
  readonly hasBatch: boolean;
  /** Whether one request can hold several questions: the batch is the only dimension of any size. */
  readonly isBatched: boolean;
}

/** Puts together what the model's metadata and the configuration say of its inputs. Throws a UserError where that is not enough. */
export function planInputs(config: OpenInferenceConfig, metadata: ModelMetadata): InputPlan {
  const declared = new Map(Object.entries(config.inputs ?? {}).map(([name, input]) => [name, entryOf(input)]));
  const known = new Map(metadata.inputs.map((tensor) => [tensor.name, tensor]));
  const unknown = [...declared.keys()].find((name) => known.size > 0 && !known.has(name));
  if (unknown !== undefined) {
    throw new UserError(`the model has no input ${JSON.stringify(unknown)}; it has: ${listTensors(metadata.inputs)}`);
  }
  const names = known.size > 0 ? [...known.keys()] : [...declared.keys()];
  if (names.length === 0) {
    throw new UserError("the server tells nothing of the model's inputs, and none is declared", {
      remedy: "Declare them: inputs: { NAME: { datatype: FP32, shape: [-1, 4], field: [a, b, c, d] } }",
    });
  }
  const tensors = names.map((name) => {
    const entry: InputConfig = declared.get(name) ?? {};
    const datatype = entry.datatype ?? known.get(name)?.datatype;
    const shape = entry.shape ?? known.get(name)?.shape;
    if (datatype !== undefined && shape !== undefined) return { name, datatype, shape, entry };
    throw new UserError(`the server tells neither datatype nor shape of the input ${name}; declare both`);
  });
  const hasBatch = tensors.every(({ shape }) => shape[0] === -1);
  return {
    hasBatch,
    isBatched: hasBatch && tensors.every(({ shape }) => !shape.slice(1).includes(-1)),
    tensors: tensors.map(({ name, datatype, shape, entry }) => ({
      name,
      datatype,
      shape: hasBatch ? shape.slice(1) : shape,
      source: sourceOf(name, entry),
      parameters: entry.parameters,
    })),
  };
}

function entryOf(input: NonNullable<OpenInferenceConfig["inputs"]>[string]): InputConfig {
  return typeof input === "string" || Array.isArray(input) ? { field: input } : input;
}

function sourceOf(name: string, { field, value }: InputConfig): InputSource {
  if (field !== undefined && value !== undefined) {
    throw new UserError(`the input ${name} has a field and a value; one of the two is allowed`);
  }
  if (value !== undefined) return { kind: "constant", value };
  return field === undefined ? { kind: "whole" } : { kind: "fields", fields: field };
}
