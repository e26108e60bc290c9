import type { Quality } from "@airworthy/signals";

/** Counts events and what became of them. */
export class Tally {
  events = 0;
  late = 0;
  duplicate = 0;
  outOfOrder = 0;
  fromTheFuture = 0;
  unknownVariant = 0;
  /** Milliseconds since 1970 of the newest exposure that went on; null where there is none. */
  newest: number | null = null;
  #before = Number.NEGATIVE_INFINITY;

  startFile(): void {
    this.#before = Number.NEGATIVE_INFINITY;
  }

  /** Counts an event of a file. */
  note(time: number): void {
    this.events++;
    if (time < this.#before) this.outOfOrder++;
    this.#before = time;
  }

  quality(crossover: number): Quality {
    const { events, late, duplicate, outOfOrder, fromTheFuture, unknownVariant } = this;
    return { events, late, duplicate, outOfOrder, fromTheFuture, unknownVariant, crossover };
  }
}
