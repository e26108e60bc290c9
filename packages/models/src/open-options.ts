import type { PredictorOptions } from "./predictor.ts";
import type { Secrets } from "./secrets.ts";

/** What a model is opened with, once its configuration is read. */
export interface OpenOptions extends PredictorOptions {
  readonly secrets: Secrets;
}
