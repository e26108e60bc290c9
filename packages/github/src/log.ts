/** Where the adapter says what it waits for and what it could not do. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
}
