import { UserError } from "@airworthy/evidence";
import type { OpenInferenceConfig } from "./entries.ts";
import { listTensors, type ModelMetadata, type TensorMetadata } from "./metadata.ts";

/** Which tensor says what. */
export interface OutputPlan {
  readonly prediction?: string;
  readonly scores?: string;
  readonly value?: string;
  readonly text?: string;
  readonly softmax: boolean;
}

/** What of an answer a tensor can be. */
export const PARTS = ["prediction", "scores", "value", "text"] as const;

/** The outputs as they are declared, or as the model's only output shows by itself. Throws a UserError where it does not. */
export function planOutputs(config: OpenInferenceConfig, metadata: ModelMetadata): OutputPlan {
  const { outputs, classes } = config;
  if (outputs === undefined) return inferOutputs(metadata, classes);
  for (const part of PARTS) {
    const name = outputs[part];
    if (name === undefined || metadata.outputs.length === 0) continue;
    if (metadata.outputs.some((tensor) => tensor.name === name)) continue;
    throw new UserError(`the model has no output ${JSON.stringify(name)}; it has: ${listTensors(metadata.outputs)}`);
  }
  if (outputs.scores !== undefined && classes === undefined) {
    throw new UserError("outputs: scores needs classes, in the order of the scores", {
      remedy: "Declare them: classes: [negative, positive]",
    });
  }
  return { ...Object.fromEntries(PARTS.flatMap((part) => partOf(outputs, part))), softmax: outputs.softmax ?? false };
}

function partOf(
  outputs: NonNullable<OpenInferenceConfig["outputs"]>,
  part: (typeof PARTS)[number],
): [string, string][] {
  const name = outputs[part];
  return name === undefined ? [] : [[part, name]];
}

function inferOutputs(metadata: ModelMetadata, classes: readonly string[] | undefined): OutputPlan {
  const [only, ...others] = metadata.outputs;
  const part = only === undefined || others.length > 0 ? null : inferPart(only, classes);
  if (only !== undefined && part !== null) return { [part]: only.name, softmax: false };
  throw new UserError(`what the model's outputs say is not plain: ${listTensors(metadata.outputs)}`, {
    remedy: "Declare it: outputs: { prediction: TENSOR }, or scores (with classes), value or text.",
  });
}

function inferPart(
  { datatype, shape }: TensorMetadata,
  classes: readonly string[] | undefined,
): "prediction" | "scores" | "value" | null {
  const width = shape.slice(1).reduce((product, size) => product * size, 1);
  if (classes !== undefined && width === classes.length) return "scores";
  if (width !== 1) return null;
  const isFloat = datatype.startsWith("FP");
  return isFloat ? (classes === undefined ? "value" : null) : "prediction";
}
