/** The model did not answer in time. */
export class LateError extends Error {
  override readonly name = "LateError";
}

/**
 * `work`'s result, or a LateError after `milliseconds`, or the signal's reason when it is aborted. Who calls it ends
 * whatever is still at work.
 */
export async function within<T>(work: Promise<T>, milliseconds: number, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal?.reason);
  const timer = setTimeout(() => reject(new LateError()), milliseconds);
  signal?.addEventListener("abort", abort);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** Such as "30 s" or "0.5 s". */
export function seconds(milliseconds: number): string {
  return `${milliseconds / 1_000} s`;
}
