import type { Move } from "@airworthy/rollout";

/** Moves by which nobody gets what he did not have: nothing that is broken elsewhere is to stand in their way. */
const STOPS: readonly Move[] = ["rollback", "hold"];

export function isStop(move: Move): boolean {
  return STOPS.includes(move);
}

/** What a stop can do without; `warn` is told why it has to. An interruption by the user stays one. */
export async function orWithout<T>(work: () => Promise<T>, otherwise: T, warn: (why: string) => void): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || error.name === "AbortError") throw error;
    warn(error.message);
    return otherwise;
  }
}
