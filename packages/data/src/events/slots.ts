/** Which cell of a row each column that is read has; of a column that is asked for twice the same. */
export class Slots {
  readonly #all: Slots | null;
  readonly #slots = new Map<string, number>();

  /** Of the cells of `all`, those that one reader of rows asks for. */
  constructor(all: Slots | null = null) {
    this.#all = all;
  }

  get columns(): readonly string[] {
    return [...this.#slots.keys()];
  }

  /** -1 where no column is asked for. */
  add(column: string | null): number {
    if (column === null) return -1;
    const slot = this.#all?.add(column) ?? this.#slots.get(column) ?? this.#slots.size;
    this.#slots.set(column, slot);
    return slot;
  }

  /** -1 for a column that is not read. */
  slotOf(column: string): number {
    return this.#slots.get(column) ?? -1;
  }
}
