import { join } from "node:path";
import type { Ports } from "@airworthy/runtime";
import { type DigestCache, openDigestCache } from "@airworthy/storage";
import { logIn } from "../registry-login.ts";
import type { PackageInputs } from "./inputs.ts";
import type { Push } from "./pack-files.ts";
import type { PackagingPlan } from "./read-plan.ts";

/** Logs in to the registry, if one is named. Nothing is sent to it yet. */
export async function openPush(plan: PackagingPlan, inputs: PackageInputs, ports: Ports): Promise<Push | null> {
  const { push } = plan;
  if (push === null) return null;
  return { registry: await logIn(push, inputs, ports), tag: plan.reference.version };
}

/** The digests of the user's last runs; null where they are not wanted or there is no place for them. */
export async function openCache(inputs: PackageInputs, ports: Ports): Promise<DigestCache | null> {
  const folder = cacheFolder(ports.env);
  if (!inputs.cache || folder === null) return null;
  const location = join(folder, "airworthy", "digests.json");
  const cache = await openDigestCache(location, location);
  if (cache.warning !== null) ports.log.warn(cache.warning);
  return cache;
}

/** What the cache cannot keep costs the next run time, and nothing else. */
export async function saveCache(cache: DigestCache | null, { log }: Ports): Promise<void> {
  try {
    await cache?.save();
  } catch (error) {
    log.warn(error instanceof Error ? error.message : String(error));
  }
}

/** https://specifications.freedesktop.org/basedir-spec/latest/, and its like on Windows. */
function cacheFolder(env: Ports["env"]): string | null {
  const { XDG_CACHE_HOME: given, LOCALAPPDATA: local, HOME: home } = env;
  return given || local || (home ? join(home, ".cache") : null);
}
