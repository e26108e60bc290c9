import { UserError } from "@airworthy/evidence";

/** What tells one row from another. */
export interface RowKey {
  readonly variant: string;
  readonly metric: string;
  readonly column?: string | null | undefined;
  readonly value?: string | null | undefined;
  readonly window?: number | null | undefined;
}

/** The rows so far, so that nothing is added twice. */
export class SeenRows {
  readonly #windows = new Map<string, Set<number | null>>();

  /** Throws a UserError for a row that was there before, and for one of all the time beside others of windows. */
  add({ variant, metric, column = null, value = null, window = null }: RowKey, where: string): void {
    const key = JSON.stringify([variant, metric, column, value]);
    const windows = this.#windows.get(key) ?? new Set();
    if (windows.has(window))
      throw new UserError(`${where}: a row of the same variant, metric, group and window is there`);
    if (windows.size > 0 && (window === null || windows.has(null))) {
      throw new UserError(`${where}: of the same variant, metric and group there are rows with a window and without`);
    }
    this.#windows.set(key, windows.add(window));
  }
}
