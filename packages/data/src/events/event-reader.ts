import { UserError } from "@airworthy/evidence";
import type { ExposureColumns, OutcomeColumns, QueryTimes } from "@airworthy/signals";
import { shown } from "../shown.ts";
import type { Cells } from "../table/cells.ts";
import { numberOf, timeOf } from "./cell-number.ts";
import { CellText } from "./cell-text.ts";
import {
  type EventBatch,
  HAS_KEY,
  KEY_HIGH,
  KEY_LOW,
  KIND,
  RECEIVED,
  TIME,
  UNIT_HIGH,
  UNIT_LOW,
} from "./event-batch.ts";
import { KeyHash } from "./key-hash.ts";
import type { Slots } from "./slots.ts";

/** What exposures and outcomes have in common. */
type EventColumns = Pick<ExposureColumns & OutcomeColumns, "time" | "unit" | "id" | "received">;

/** The other columns that are read of an event, by what they are read as. */
interface OtherColumns {
  readonly texts: readonly (string | null)[];
  readonly numbers: readonly string[];
}

/** Reads what rows of one kind have in common. */
export class EventReader {
  readonly #columns: EventColumns;
  readonly #from: number;
  readonly #until: number;
  readonly #latest: number;
  readonly #slots: { readonly time: number; readonly unit: number; readonly id: number; readonly received: number };
  readonly #texts: readonly { readonly column: string; readonly slot: number }[];
  readonly #numbers: readonly number[];
  readonly #text = new CellText();
  readonly #unit = new KeyHash();
  readonly #key = new KeyHash();

  /** `from` is the first time of which rows are events. */
  constructor(columns: EventColumns, others: OtherColumns, slots: Slots, times: QueryTimes, from: number) {
    this.#columns = columns;
    this.#from = from;
    this.#until = times.until;
    this.#latest = times.now + times.skew;
    const { time, unit, id, received } = columns;
    this.#slots = { time: slots.add(time), unit: slots.add(unit), id: slots.add(id), received: slots.add(received) };
    const texts = [...new Set(others.texts.filter((column) => column !== null))];
    this.#texts = texts.map((column) => ({ column, slot: slots.add(column) }));
    this.#numbers = others.numbers.map((column) => slots.add(column));
  }

  /**
   * Adds the row to a batch where its time is one of events: the index of the event's first double, or -1. Throws a UserError without a
   * place for a row without a time or a unit.
   */
  read(cells: Cells, kind: number, batch: EventBatch): number {
    const time = timeOf(cells, this.#slots.time, this.#columns.time);
    if (Number.isNaN(time)) throw missing(this.#columns.time);
    const text = this.#text;
    const hasUnit = text.read(cells, this.#slots.unit, this.#columns.unit) && text.end > text.start;
    if (!hasUnit) throw missing(this.#columns.unit);
    if (time < this.#from || (time >= this.#until && time <= this.#latest)) return -1;
    const unit = this.#unit;
    unit.begin();
    unit.text(text.bytes, text.start, text.end);
    unit.finish();
    const { received } = this.#columns;
    const receivedAt = received === null ? Number.NaN : timeOf(cells, this.#slots.received, received);
    const at = batch.add();
    batch.numbers[at + TIME] = time;
    batch.numbers[at + RECEIVED] = receivedAt;
    const word = 2 * at;
    batch.words[word + UNIT_LOW] = unit.low;
    batch.words[word + UNIT_HIGH] = unit.high;
    batch.words[word + KIND] = kind;
    const { id } = this.#columns;
    const hasId = id !== null && text.read(cells, this.#slots.id, id);
    batch.words[word + HAS_KEY] = Number(hasId);
    if (!hasId) return at;
    this.#hashKey(cells, time, receivedAt);
    batch.words[word + KEY_LOW] = this.#key.low;
    batch.words[word + KEY_HIGH] = this.#key.high;
    return at;
  }

  /** Of all columns that are read, the id first. */
  #hashKey(cells: Cells, time: number, received: number): void {
    const key = this.#key;
    const text = this.#text;
    key.begin();
    key.text(text.bytes, text.start, text.end);
    key.number(time);
    key.number(received);
    key.word(this.#unit.low);
    key.word(this.#unit.high);
    for (const { column, slot } of this.#texts) {
      if (text.read(cells, slot, column)) key.text(text.bytes, text.start, text.end);
      else key.noText();
    }
    for (const slot of this.#numbers) key.number(numberOf(cells, slot));
    key.finish();
  }
}

function missing(column: string): UserError {
  return new UserError(`${shown(column)} is missing, which every exposure and every outcome needs`);
}
