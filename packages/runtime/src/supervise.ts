import { Interruption } from "./failure.ts";
import type { Host } from "./host.ts";

/** How long work may take to stop by itself; the runner kills ten seconds after it asked. */
const GRACE_MS = 3_000;

/**
 * Runs work to its end. Rejects with what nobody caught, and, once the user interrupts, with an Interruption: as soon
 * as the work stops by itself, or after three seconds. A service that stops by itself then has done what it was to.
 */
export async function supervise<T>(
  host: Host,
  work: (signal: AbortSignal) => Promise<T>,
  { isService = false } = {},
): Promise<T> {
  const controller = new AbortController();
  const { promise: crashed, reject } = Promise.withResolvers<never>();
  host.onCrash(reject);
  host.onInterrupt(() => {
    controller.abort(new Interruption());
    setTimeout(reject, GRACE_MS, new Interruption()).unref();
  });
  try {
    const result = await Promise.race([work(controller.signal), crashed]);
    if (!isService) controller.signal.throwIfAborted();
    return result;
  } catch (error) {
    if (!isService) controller.signal.throwIfAborted();
    throw error;
  }
}
