import * as v from "valibot";
import { httpEndpointEntries } from "./http/open-http.ts";
import { openInferenceEntries } from "./http/open-inference/entries.ts";
import { mlflowEntries } from "./http/open-mlflow.ts";
import { openaiEntries } from "./http/openai/entries.ts";
import { limitEntries } from "./limits.ts";
import { onnxEntries } from "./onnx/onnx-config.ts";
import { commandEntries } from "./open-command.ts";
import { moduleEntries } from "./open-module.ts";
import { predictionsEntries } from "./predictions/predictions-config.ts";

function kind<const Kind extends string, Entries extends v.ObjectEntries>(name: Kind, entries: Entries) {
  return v.strictObject({ kind: v.literal(name), ...limitEntries, ...entries });
}

/** How a model is called: the whole of a predictor file, and the same under a name in airworthy.yml. */
export const predictorSchema = v.variant("kind", [
  kind("module", moduleEntries),
  kind("command", commandEntries),
  kind("predictions", predictionsEntries),
  kind("onnx", onnxEntries),
  kind("open-inference", openInferenceEntries),
  kind("mlflow", mlflowEntries),
  kind("openai", openaiEntries),
  kind("http", httpEndpointEntries),
]);

export type PredictorConfig = v.InferOutput<typeof predictorSchema>;
