import type { PredictorOptions } from "../predictor.ts";
import { readSecrets } from "../secrets.ts";
import { HttpClient } from "./client.ts";
import type { HttpConfig } from "./http-entries.ts";

/**
 * The way to a service that is no model, as models are reached: secrets masked, no redirection followed, replies bounded. Throws
 * a UserError for secrets, headers or a proxy that cannot be used. Whoever opens it closes it.
 */
export function openClient(config: HttpConfig, options: PredictorOptions): HttpClient {
  return new HttpClient(config, { ...options, secrets: readSecrets(config.secrets ?? [], options.env) });
}
