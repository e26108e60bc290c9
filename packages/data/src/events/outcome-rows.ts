import type { SignalQuery } from "@airworthy/signals";
import type { Cells } from "../table/cells.ts";
import { numberOf } from "./cell-number.ts";
import { type EventBatch, FIRST_OUTCOME, PARTICULARS } from "./event-batch.ts";
import { eventNames, isAskedBy, numberColumns } from "./event-kinds.ts";
import { EventReader } from "./event-reader.ts";
import { KnownTexts, NO_TEXT } from "./known-texts.ts";
import type { RowTaker } from "./row-taker.ts";
import type { Slots } from "./slots.ts";

const NOT_ASKED = -1;

/** Takes the rows that are outcomes of a query. */
export class OutcomeRows implements RowTaker {
  readonly mark: string | null;
  readonly #reader: EventReader;
  /** Null where all rows are of one kind. */
  readonly #events: KnownTexts | null;
  /** The kind of an outcome whose event none asks for by its name, and of one without an event. */
  readonly #another: number;
  readonly #none: number;
  readonly #numbers: readonly number[];

  /** `isMixed` says that files may hold exposures too. */
  constructor(query: SignalQuery, isMixed: boolean, slots: Slots) {
    const { columns } = query.outcomes;
    const names = eventNames(query);
    const columnsOfNumbers = numberColumns(query);
    this.mark = columns.event;
    this.#events = columns.event === null ? null : new KnownTexts(columns.event, names, slots);
    const isAsked = query.metrics.some((metric) => isAskedBy(metric, null, query));
    this.#another = isAsked ? FIRST_OUTCOME + names.length : NOT_ASKED;
    this.#none = isMixed && columns.event !== null ? NOT_ASKED : this.#another;
    this.#numbers = columnsOfNumbers.map((column) => slots.add(column));
    const others = { texts: [columns.event], numbers: columnsOfNumbers };
    this.#reader = new EventReader(columns, others, slots, query.times, query.times.preFrom);
  }

  take(cells: Cells, batch: EventBatch): void {
    const kind = this.#kindOf(cells);
    if (kind === NOT_ASKED) return;
    const at = this.#reader.read(cells, kind, batch);
    if (at < 0) return;
    for (let index = 0; index < this.#numbers.length; index++) {
      batch.numbers[at + PARTICULARS + index] = numberOf(cells, this.#numbers[index] ?? 0);
    }
  }

  #kindOf(cells: Cells): number {
    const event = this.#events?.find(cells) ?? NO_TEXT;
    if (event === NO_TEXT) return this.#none;
    return event < 0 ? this.#another : FIRST_OUTCOME + event;
  }
}
