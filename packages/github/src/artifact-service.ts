import { UserError } from "@airworthy/evidence";
import type { Environment } from "./client.ts";

/** The artifact client has no time limit of its own. Ten minutes carry far more than evidence. */
const SECONDS = 600;

const REMEDY =
  "Pass the evidence within one job, in its folder, or run on GitHub Actions: GitHub Enterprise Server has no artifact service.";

/**
 * The client of the workflow's artifact service. Loaded only here, only when used: it costs more start-up time than all
 * else together. It reads the process's environment itself; `env` is only asked whether there is a service.
 * Throws a UserError where there is none.
 */
export async function openArtifactService(env: Environment) {
  if (!env["ACTIONS_RUNTIME_TOKEN"] || !env["ACTIONS_RESULTS_URL"]) {
    const message = "There is no artifact service here: ACTIONS_RUNTIME_TOKEN or ACTIONS_RESULTS_URL is not set";
    throw new UserError(message, { remedy: REMEDY });
  }
  const { DefaultArtifactClient } = await import("@actions/artifact");
  return new DefaultArtifactClient();
}

/** Awaits work with artifacts; what goes wrong, or takes too long, becomes a UserError that says `what` failed. */
export async function explained<T>(what: string, work: Promise<T>): Promise<T> {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no end after ${SECONDS} s`)), SECONDS * 1000);
  try {
    return await Promise.race([work, expired]);
  } catch (error) {
    throw explain(error, what);
  } finally {
    clearTimeout(timer);
  }
}

function explain(error: unknown, what: string): UserError {
  if (error instanceof UserError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const isGhes = error instanceof Error && error.name === "GHESNotSupportedError";
  const remedy = isGhes ? { remedy: REMEDY } : {};
  return new UserError(`${what}: ${message}`, { ...remedy, cause: error });
}
