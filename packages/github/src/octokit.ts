import { Octokit } from "@octokit/core";
import { throttling } from "@octokit/plugin-throttling";
import type { Log } from "./log.ts";

export interface OctokitSettings {
  readonly token: string;
  readonly apiUrl: string;
  readonly fetch: typeof globalThis.fetch;
  readonly log: Log;
}

const Client = Octokit.plugin(throttling);

/**
 * Octokit with its throttling, which keeps writes a second and comments three seconds apart. Retries are ours
 * (attempts.ts): those of Octokit do not heed `retry-after`, have no limit in seconds, and repeat what may have taken effect.
 */
export function createOctokit(settings: OctokitSettings): InstanceType<typeof Client> {
  return new Client({
    auth: settings.token,
    baseUrl: settings.apiUrl,
    userAgent: "airworthy",
    request: { fetch: settings.fetch },
    throttle: { id: settings.apiUrl, onRateLimit: () => false, onSecondaryRateLimit: () => false },
    log: { debug: () => {}, info: () => {}, warn: settings.log.warn, error: settings.log.warn },
  });
}
