/**
 * The first `most` of what is added, by an order that knows no ties: the same whatever the order or the parts that it
 * was added in. Adding takes constant time on average, and memory is that of `2 * most` items.
 */
export class FirstFew<Item extends Key, Key = Item> {
  readonly #most: number;
  readonly #compare: (a: Key, b: Key) => number;
  #items: Item[] = [];
  /** The last of those that are in for now; null while there is room for any. */
  #last: Item | null = null;

  constructor(most: number, compare: (a: Key, b: Key) => number) {
    this.#most = most;
    this.#compare = compare;
  }

  /** Whether an item of this key would be kept if it were added now: one that is dear to make need not be made else. */
  wants(key: Key): boolean {
    return this.#last === null || this.#compare(key, this.#last) < 0;
  }

  add(item: Item): void {
    if (!this.wants(item)) return;
    this.#items.push(item);
    if (this.#items.length >= 2 * this.#most) this.#cut();
  }

  /** In order. */
  list(): Item[] {
    this.#cut();
    return [...this.#items];
  }

  #cut(): void {
    this.#items = this.#items.sort(this.#compare).slice(0, this.#most);
    if (this.#items.length === this.#most) this.#last = this.#items.at(-1) ?? null;
  }
}
