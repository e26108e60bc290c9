import { nearest } from "@airworthy/evidence";
import type { ModelValue } from "@airworthy/model-files";
import { bindConstant } from "./bind-constant.ts";
import { shapeOf, typeOf, type Wrong } from "./bind-tensor.ts";
import { describeValue, mismatch } from "./describe-graph.ts";
import type { ElementType } from "./element-type.ts";
import type { ModelGraph } from "./model-graph.ts";
import type { InputConfig, OnnxConfig } from "./onnx-config.ts";
import type { PlainTensor } from "./runtime-messages.ts";

/** An input of the model that a question's value is put into. */
export interface BoundInput {
  readonly name: string;
  /** The question's field; several make one row; null: the whole input, a text. */
  readonly field: string | readonly string[] | null;
  readonly type: ElementType;
  /** Of one question. At most one size is -1: as long as the value is. */
  readonly shape: readonly number[];
  readonly scale: number;
  readonly offset: number;
  /** What stands for null; undefined: nothing does. */
  readonly missing: number | undefined;
}

export interface BoundInputs {
  readonly fields: readonly BoundInput[];
  readonly constants: ReadonlyMap<string, PlainTensor>;
}

/** Holds what is declared against what the model takes. Throws a UserError that lists the model's inputs and outputs. */
export function bindInputs(graph: ModelGraph, { inputs = {}, batch = false }: OnnxConfig): BoundInputs {
  const declared = new Map(Object.entries(inputs));
  const names = graph.inputs.map(({ name }) => name ?? "");
  for (const name of declared.keys()) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    throw mismatch(graph, `the model has no input ${JSON.stringify(name)}`, near && `Did you mean ${near}?`);
  }
  const fields: BoundInput[] = [];
  const constants = new Map<string, PlainTensor>();
  for (const value of graph.inputs) {
    const name = value.name ?? "";
    const config = declared.get(name);
    if (config === undefined) {
      throw mismatch(
        graph,
        `nothing is declared for the input ${describeValue(value)}`,
        "Give it a field or a constant.",
      );
    }
    if (config.constant === undefined) fields.push(bindField(graph, value, config, batch));
    else constants.set(name, bindConstant(graph, value, config));
  }
  return { fields, constants };
}

function bindField(graph: ModelGraph, value: ModelValue, config: InputConfig, batch: boolean): BoundInput {
  const type = typeOf(graph, value, config);
  const wrong = (problem: string) => mismatch(graph, `the input ${describeValue(value)}: ${problem}`);
  const [first] = value.shape ?? [null];
  if (batch && (value.shape?.length === 0 || typeof first === "number")) {
    throw wrong("with `batch` the first size must be free");
  }
  const shape = shapeOf(value.shape === null || !batch ? value.shape : value.shape.slice(1), config.shape, wrong);
  const free = shape.filter((size) => size === -1).length;
  if (free > (batch ? 0 : 1)) throw wrong(`${batch ? "with `batch` no size" : "only one size"} may be -1`);
  checkNumbers(type, config, wrong);
  return {
    name: value.name ?? "",
    field: config.field ?? null,
    type,
    shape,
    scale: config.scale ?? 1,
    // The number that leaves every other as it is: 0 would make 0 of -0.
    offset: config.offset ?? -0,
    missing: config.missing === "nan" ? Number.NaN : config.missing,
  };
}

function checkNumbers(type: ElementType, { scale, offset, missing }: InputConfig, wrong: Wrong): void {
  const isNumber = type !== "string" && type !== "bool";
  if (!isNumber && [scale, offset, missing].some((given) => given !== undefined)) {
    throw wrong("scale, offset and missing go with numbers only");
  }
  if (missing === "nan" && !type.startsWith("float")) throw wrong("`missing: nan` goes with floats only");
}
