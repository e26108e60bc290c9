import { UserError } from "@airworthy/evidence";

/** As many tests as no suite has, and as fit in memory. */
const MAX_CASES = 1_000_000;

/**
 * Makes ids of a file's cases differ. Formats do not say that names do, and tools repeat them (retries, parameters, several
 * browsers): the second of a name is "<name> #2", in the file's order, so that it meets the second of the other file.
 */
export class CaseIds {
  readonly #file: string;
  readonly #taken = new Set<string>();
  readonly #times = new Map<string, number>();

  constructor(file: string) {
    this.#file = file;
  }

  of(name: string): string {
    if (this.#taken.size === MAX_CASES) throw new UserError(`${this.#file} has more than ${MAX_CASES} tests`);
    let times = this.#times.get(name) ?? 0;
    let id: string;
    do {
      times++;
      id = times === 1 ? name : `${name} #${times}`;
    } while (this.#taken.has(id));
    this.#times.set(name, times);
    this.#taken.add(id);
    return id;
  }
}
