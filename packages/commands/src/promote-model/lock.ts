import { sha256 } from "@airworthy/evidence";
import { createLock, releaseLock } from "@airworthy/github";
import type { PromotionRequest } from "@airworthy/promotion";
import type { Place } from "./place.ts";

/** Longer than a promotion takes; a job that was killed keeps nobody waiting for more. */
const STALE_SECONDS = 600;
const SAFE = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,100}$/;
const DIGITS = 32;

/**
 * Does something with the model's lock, or is told which request has it. In a clone git makes each tag once, which is lock
 * enough. A lock that cannot be given back is anybody's after ten minutes.
 */
export async function withLock<T>(
  { id, model }: PromotionRequest,
  { remote, ports, warn }: Place,
  work: (holder: string | null) => Promise<T>,
): Promise<T> {
  if (remote === null) return await work(id);
  const { client, repository } = remote;
  const name = `promote/${SAFE.test(model) ? model : sha256(model).slice(0, DIGITS)}`;
  const asked = { name, payload: id, staleSeconds: STALE_SECONDS, now: ports.now() };
  const result = await createLock(client, repository, asked);
  if (result.state === "held" && result.payload !== id) return await work(result.payload ?? "another request");
  try {
    return await work(id);
  } finally {
    if (result.state === "taken") {
      await releaseLock(client, repository, result.lock).catch((error: unknown) => {
        warn(`The lock was not given back: ${error instanceof Error ? error.message : String(error)}`);
      });
    }
  }
}
