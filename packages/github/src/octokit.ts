import { Octokit } from "octokit";
import type { Log } from "./log.ts";

export interface OctokitSettings {
  readonly token: string;
  readonly apiUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly log: Log;
}

/**
 * Octokit with its throttling, which keeps writes a second and comments three seconds apart. Retries are ours
 * (attempts.ts): Octokit's do not heed `retry-after`, have no limit in seconds, and repeat what may have taken effect.
 */
export function createOctokit(settings: OctokitSettings): Octokit {
  return new Octokit({
    auth: settings.token,
    baseUrl: settings.apiUrl,
    userAgent: "airworthy",
    request: { fetch: settings.fetch },
    retry: { enabled: false },
    throttle: { id: settings.apiUrl, onRateLimit: () => false, onSecondaryRateLimit: () => false },
    log: { debug: () => {}, info: () => {}, warn: settings.log.warn, error: settings.log.warn },
  });
}
