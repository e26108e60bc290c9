import { checkShape } from "@airworthy/evidence";
import type { HttpConfig } from "./http/http-entries.ts";
import { openHttp } from "./http/open-http.ts";
import { openInference } from "./http/open-inference/open-inference.ts";
import { openMlflow } from "./http/open-mlflow.ts";
import { openOpenai } from "./http/openai/open-openai.ts";
import { openCommand } from "./open-command.ts";
import { openModule } from "./open-module.ts";
import type { OpenOptions } from "./open-options.ts";
import { openPredictions } from "./predictions/open-predictions.ts";
import type { Predictor, PredictorOptions } from "./predictor.ts";
import { type PredictorConfig, predictorSchema } from "./predictor-config.ts";
import { readPredictorFile } from "./predictor-file.ts";
import { parseReference } from "./reference.ts";
import { readSecrets } from "./secrets.ts";

/**
 * Opens the model that a reference names: `module:PATH`, `predictions:PATH`, `open-inference:URL`,
 * `mlflow:URL`, `command:PROGRAM …`, a predictor file, or a path whose extension tells; or the model that a predictor's
 * configuration describes. Whoever opens it closes it: `await using`. Throws a UserError where it cannot be opened.
 */
export async function openPredictor(model: string | PredictorConfig, options: PredictorOptions): Promise<Predictor> {
  if (typeof model !== "string") return await openConfigured(model, options);
  const reference = parseReference(model);
  if (reference.kind !== "predictor-file") {
    return await openConfigured(checkShape(predictorSchema, reference, model), options);
  }
  const { config, path, folder } = await readPredictorFile(reference.file, options.cwd);
  const predictor = await openConfigured(config, { ...options, cwd: folder });
  return {
    files: [path, ...predictor.files],
    identity: predictor.identity,
    ...(predictor.runtime === undefined ? {} : { runtime: predictor.runtime }),
    predict: (questions) => predictor.predict(questions),
    [Symbol.asyncDispose]: () => predictor[Symbol.asyncDispose](),
  };
}

async function openConfigured(config: PredictorConfig, given: PredictorOptions): Promise<Predictor> {
  const options: PredictorOptions = {
    ...given,
    timeout: milliseconds(config.timeout) ?? given.timeout,
    startTimeout: milliseconds(config["start-timeout"]) ?? given.startTimeout,
  };
  switch (config.kind) {
    case "module":
      return await openModule(config, options);
    case "command":
      return await openCommand(config, options);
    case "predictions":
      return await openPredictions(config, options);
    case "onnx":
      return await (await import("./onnx/open-onnx.ts")).openOnnx(config, options);
    case "open-inference":
      return await openInference(config, withSecrets(config, options));
    case "mlflow":
      return await openMlflow(config, withSecrets(config, options));
    case "openai":
      return await openOpenai(config, withSecrets(config, options));
    case "http":
      return await openHttp(config, withSecrets(config, options));
  }
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000;
}

function withSecrets(config: HttpConfig, options: PredictorOptions): OpenOptions {
  return { ...options, secrets: readSecrets(config.secrets ?? [], options.env) };
}
