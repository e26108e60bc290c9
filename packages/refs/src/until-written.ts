import { UserError } from "@airworthy/evidence";
import { createRandom, seedFrom } from "@airworthy/stats";

/** Waits for so many milliseconds. */
export type Pause = (milliseconds: number) => Promise<void>;

export interface Patience {
  /** What is written, for the message: a ref. */
  readonly what: string;
  /** What tells this writer from others that write at once: their waits differ. */
  readonly waitsBy: string;
  readonly pause: Pause;
}

/** One writer wins each round, so that this many jobs of a matrix may write at once. */
const MOST_ATTEMPTS = 60;
const FIRST_WAIT_MS = 100;
/** About what a round takes through GitHub's API, whose client spaces its writes by a second. */
const LONGEST_WAIT_MS = 8_000;

/**
 * Repeats an attempt until it has written, that is, until it is not null. Waits between attempts are drawn from 0 up to a
 * bound that doubles ("full jitter", https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). Throws a
 * UserError after as many attempts as 60 writers at once would take, and whatever an attempt throws.
 */
export async function untilWritten<T>(attempt: () => Promise<T | null>, patience: Patience): Promise<T> {
  const random = createRandom(seedFrom(0, patience.waitsBy));
  for (let count = 1; count <= MOST_ATTEMPTS; count++) {
    const written = await attempt();
    if (written !== null) return written;
    await patience.pause(random.next() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** count));
  }
  throw new UserError(`${patience.what}: others wrote first, ${MOST_ATTEMPTS} times in a row`, {
    remedy:
      "Run the job again, or write from fewer jobs at once. In a clone, delete the ref's .lock file if a git that was killed left it.",
  });
}
