/** The names seen last, at most so many: the one seen longest ago is forgotten first. */
export class Recent {
  readonly #size: number;
  readonly #seen = new Set<string>();

  constructor(size: number) {
    this.#size = size;
  }

  /** Notes that a name was seen now; answers whether it is a new one. */
  note(name: string): boolean {
    const isNew = !this.#seen.delete(name);
    this.#seen.add(name);
    if (this.#seen.size > this.#size) {
      for (const oldest of this.#seen) {
        this.#seen.delete(oldest);
        break;
      }
    }
    return isNew;
  }
}
