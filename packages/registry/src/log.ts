/** Where the adapter says what it waits for and what it falls back to. */
export interface Log {
  info(line: string): void;
}
