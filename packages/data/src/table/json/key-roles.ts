import { startsAt } from "./json-grammar.ts";

/** What the keys of a line mean. Lines are mostly alike, so each place is first tried with the key that it had in the line before. */
export class KeyRoles {
  readonly #keys: Uint8Array[] = [];
  readonly #roles: number[] = [];
  readonly #resolve: (key: string) => number;

  constructor(resolve: (key: string) => number) {
    this.#resolve = resolve;
  }

  /** The role of the key bytes[start..end), UTF-8 without escapes, that is the `place`-th of its object. */
  at(place: number, bytes: Buffer, start: number, end: number): number {
    const known = this.#keys[place];
    if (known !== undefined && known.length === end - start && startsAt(bytes, start, known)) {
      return this.#roles[place] ?? 0;
    }
    const role = this.#resolve(bytes.toString("utf8", start, end));
    this.#keys[place] = Uint8Array.from(bytes.subarray(start, end));
    this.#roles[place] = role;
    return role;
  }
}
