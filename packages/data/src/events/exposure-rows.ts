import { ARMS, type SignalQuery } from "@airworthy/signals";
import type { Cells } from "../table/cells.ts";
import { CellText } from "./cell-text.ts";
import { type EventBatch, PARTICULARS, UNKNOWN_VARIANT } from "./event-batch.ts";
import { EventReader } from "./event-reader.ts";
import { type GroupCodes, groupCodes } from "./group-codes.ts";
import { KnownTexts, NO_TEXT } from "./known-texts.ts";
import type { RowTaker } from "./row-taker.ts";
import type { Slots } from "./slots.ts";

/** Takes the rows that are exposures of a query. */
export class ExposureRows implements RowTaker {
  readonly mark: string;
  readonly #reader: EventReader;
  /** Columns that have to have one text. */
  readonly #wanted: readonly KnownTexts[];
  /** Columns that must not have one of some texts. */
  readonly #excluded: readonly KnownTexts[];
  readonly #variants: KnownTexts;
  /** By the number of a variant: the version. */
  readonly #arms: readonly number[];
  /** Whether rows without a variant are no exposures. */
  readonly #needsVariant: boolean;
  readonly #groups: readonly { readonly codes: GroupCodes; readonly slot: number }[];
  readonly #text = new CellText();

  /** `isMixed` says that files may hold outcomes too. */
  constructor(query: SignalQuery, isMixed: boolean, slots: Slots) {
    const { columns } = query.exposures;
    this.mark = columns.flag ?? columns.variant;
    this.#wanted = wantedTexts(query).map(({ column, text }) => new KnownTexts(column, [text], slots));
    const excluded = Map.groupBy(query.excluded, ({ column }) => column);
    this.#excluded = [...excluded].map(([column, groups]) => {
      const values = groups.map(({ value }) => value);
      return new KnownTexts(column, values, slots);
    });
    const variants = ARMS.flatMap((_, arm) => query.variants[ARMS[arm] ?? "baseline"].map((text) => ({ text, arm })));
    this.#variants = new KnownTexts(
      columns.variant,
      variants.map(({ text }) => text),
      slots,
    );
    const distinct = new Set(variants.map(({ text }) => text));
    this.#arms = [...distinct].map((text) => variants.find((one) => one.text === text)?.arm ?? UNKNOWN_VARIANT);
    this.#needsVariant = isMixed && columns.flag === null;
    const codes = groupCodes(query.metrics.flatMap((metric) => metric.groups));
    this.#groups = codes.map((one) => ({ codes: one, slot: slots.add(one.column) }));
    const others = { texts: [columns.variant, ...excluded.keys(), ...codes.map(({ column }) => column)], numbers: [] };
    this.#reader = new EventReader(columns, others, slots, query.times, query.times.from);
  }

  take(cells: Cells, batch: EventBatch): void {
    for (const texts of this.#wanted) if (texts.find(cells) < 0) return;
    for (const texts of this.#excluded) if (texts.find(cells) >= 0) return;
    const variant = this.#variants.find(cells);
    if (variant === NO_TEXT && this.#needsVariant) return;
    const at = this.#reader.read(cells, this.#arms[variant] ?? UNKNOWN_VARIANT, batch);
    if (at < 0) return;
    for (let index = 0; index < this.#groups.length; index++) {
      const group = this.#groups[index];
      if (group === undefined) break;
      const { codes, slot } = group;
      const hasText = this.#text.read(cells, slot, codes.column);
      batch.numbers[at + PARTICULARS + index] = hasText ? codes.codeOf(this.#text) : codes.none;
    }
  }
}

function wantedTexts({ flag, version, segment, exposures: { columns } }: SignalQuery) {
  const wanted = [
    { column: columns.flag, text: flag },
    { column: columns.version, text: version },
    { column: segment?.column ?? null, text: segment?.value ?? null },
  ];
  return wanted.flatMap(({ column, text }) => (column === null || text === null ? [] : [{ column, text }]));
}
