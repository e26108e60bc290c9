/** A model that ended so often will end again: its suite must come to an end too. */
const MAX_RESTARTS = 3;

/**
 * A model's run, which is started again where it has ended: at most MAX_RESTARTS times. `start` rejects with a message
 * where that fails.
 */
export class Restarts<Run extends { readonly ended: string | null; end(): Promise<void> }> {
  readonly #start: () => Promise<Run>;
  #run: Run;
  #count = 0;

  constructor(first: Run, start: () => Promise<Run>) {
    this.#run = first;
    this.#start = start;
  }

  /** A run that has not ended; or why there is none any more. */
  async current(): Promise<Run | { readonly givenUp: string }> {
    while (this.#run.ended !== null) {
      const last = this.#run.ended;
      if (this.#count >= MAX_RESTARTS)
        return { givenUp: `${last}; it was started again ${MAX_RESTARTS} times and is no more` };
      this.#count++;
      await this.#run.end();
      try {
        this.#run = await this.#start();
      } catch (error) {
        return {
          givenUp: `${last}; it could not be started again: ${error instanceof Error ? error.message : String(error)}`,
        };
      }
    }
    return this.#run;
  }

  end(): Promise<void> {
    return this.#run.end();
  }
}
