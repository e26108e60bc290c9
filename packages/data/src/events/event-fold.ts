import type { SignalQuery } from "@airworthy/signals";
import {
  type EventBatch,
  FIRST_OUTCOME,
  HAS_KEY,
  KEY_HIGH,
  KEY_LOW,
  KIND,
  PARTICULARS,
  RECEIVED,
  TIME,
  UNIT_HIGH,
  UNIT_LOW,
  UNKNOWN_VARIANT,
} from "./event-batch.ts";
import { HashSet } from "./hash-set.ts";
import { Tally } from "./tally.ts";
import { UnitOutcomes } from "./unit-outcomes.ts";
import type { Units } from "./units.ts";

/** What becomes of an event that does not go on; else it is the row of its unit. */
const STOPPED = -1;

/**
 * Adds events to what is known of units, batch by batch in the order of the files. Each step is a loop of its own over the batch, in which
 * the memory of many units is waited for at once.
 */
export class EventFold {
  readonly tally = new Tally();
  readonly #query: SignalQuery;
  readonly #units: Units;
  readonly #outcomes: UnitOutcomes;
  readonly #exposed = new HashSet();
  #happened = new HashSet();
  #isAgain = false;
  #rows = new Int32Array();

  constructor(query: SignalQuery, units: Units) {
    this.#query = query;
    this.#units = units;
    this.#outcomes = new UnitOutcomes(query, units);
  }

  /** Whether what comes was tallied before, and its exposures taken: of it, outcomes alone are. */
  set isAgain(isAgain: boolean) {
    this.#isAgain = isAgain;
    if (isAgain) this.#happened = new HashSet();
  }

  add(batch: EventBatch): void {
    if (this.#rows.length < batch.count) this.#rows = new Int32Array(2 * batch.count);
    this.#admit(batch);
    this.#dropDuplicates(batch);
    this.#findUnits(batch);
    this.#apply(batch);
  }

  /** Tallies the events, and stops those from the future and the late. */
  #admit({ numbers, words, count, stride }: EventBatch): void {
    const { now, skew, wait } = this.#query.times;
    const tally = this.#isAgain ? new Tally() : this.tally;
    const rows = this.#rows;
    for (let index = 0; index < count; index++) {
      const at = index * stride;
      const time = numbers[at + TIME] ?? 0;
      tally.note(time);
      rows[index] = STOPPED;
      if (time > now + skew) tally.fromTheFuture++;
      else if ((numbers[at + RECEIVED] ?? 0) - time > wait) tally.late++;
      else if (!this.#isAgain || (words[2 * at + KIND] ?? 0) >= FIRST_OUTCOME) rows[index] = 0;
    }
  }

  #dropDuplicates({ words, count, stride }: EventBatch): void {
    const rows = this.#rows;
    for (let index = 0; index < count; index++) {
      const word = 2 * index * stride;
      if (rows[index] === STOPPED || words[word + HAS_KEY] === 0) continue;
      const seen = (words[word + KIND] ?? 0) < FIRST_OUTCOME ? this.#exposed : this.#happened;
      if (seen.add(words[word + KEY_LOW] ?? 0, words[word + KEY_HIGH] ?? 0)) continue;
      rows[index] = STOPPED;
      if (!this.#isAgain) this.tally.duplicate++;
    }
  }

  #findUnits({ words, count, stride }: EventBatch): void {
    const rows = this.#rows;
    const units = this.#units;
    for (let index = 0; index < count; index++) {
      if (rows[index] === STOPPED) continue;
      const word = 2 * index * stride;
      const kind = words[word + KIND] ?? 0;
      if (kind === UNKNOWN_VARIANT) this.tally.unknownVariant++;
      rows[index] = units.rowFor(kind, words[word + UNIT_LOW] ?? 0, words[word + UNIT_HIGH] ?? 0);
    }
  }

  #apply(batch: EventBatch): void {
    const rows = this.#rows;
    for (let index = 0; index < batch.count; index++) {
      const row = rows[index] ?? STOPPED;
      if (row < 0) continue;
      const at = index * batch.stride;
      const kind = batch.words[2 * at + KIND] ?? 0;
      const time = batch.numbers[at + TIME] ?? 0;
      if (kind >= FIRST_OUTCOME) this.#outcomes.take(row, kind - FIRST_OUTCOME, time, batch.numbers, at + PARTICULARS);
      else this.#expose(row, kind, time, batch.numbers, at + PARTICULARS);
    }
  }

  #expose(row: number, arm: number, time: number, given: Float64Array, at: number): void {
    this.tally.newest = Math.max(time, this.tally.newest ?? time);
    this.#units.expose(row, arm, time, given, at);
  }
}
