import { type Denied, deniedByTags, type RegistryModel } from "@airworthy/promotion";
import { readLog } from "@airworthy/rollout";
import type { FlagFiles } from "../manage-rollout/flag-files.ts";

/**
 * What nobody is to get again: the list beside the flags, and what tags say that somebody went back from, where the audit log
 * does not say that it was allowed since.
 */
export function readDenied({ rollouts, audit }: FlagFiles, registry: RegistryModel): readonly Denied[] {
  const listed = rollouts.denied.map(({ digest, by, on, reason }) => ({ digest, by, on, reason: reason ?? "" }));
  const lifted = new Map(allowedIn(audit));
  const byTags = deniedByTags(registry).filter(({ digest, on }) => {
    const allowedOn = lifted.get(digest);
    const isListed = listed.some((denial) => denial.digest === digest);
    return !isListed && (allowedOn === undefined || Date.parse(allowedOn) < Date.parse(on));
  });
  return [...listed, ...byTags];
}

/** The last time that each digest was allowed; nothing where the log cannot be read: then all of them stay denied. */
function allowedIn(audit: string | null): readonly (readonly [string, string])[] {
  if (audit === null) return [];
  return readLog(audit).lines.flatMap(({ entry }) => (entry?.allowed ? [[entry.allowed, entry.on] as const] : []));
}
