import { join } from "node:path";
import { npmProject } from "../../test/interop/npm-packages.ts";

export const PROMPTFOO = "promptfoo@0.123.1";

/** Its own cache, telemetry, sharing and update checks are off, by the variables that its documentation names. */
const QUIET = {
  PROMPTFOO_CACHE_ENABLED: "false",
  PROMPTFOO_DISABLE_TELEMETRY: "1",
  PROMPTFOO_DISABLE_UPDATE: "1",
  PROMPTFOO_DISABLE_SHARING: "1",
  PROMPTFOO_DISABLE_REMOTE_GENERATION: "1",
};

/** A folder that has promptfoo installed, without the SDKs of model vendors. */
export function installPromptfoo(): Promise<string> {
  return npmProject([PROMPTFOO], ["--omit=optional", "--omit=peer"]);
}

/** The environment that it is run in; `folder` holds its settings and its database. */
export function promptfooEnvironment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, ...QUIET, PROMPTFOO_CONFIG_DIR: join(folder, "promptfoo") };
}
