/** What a verb may ask of the world around it. Tests pass their own; no module is ever mocked. */
export interface Ports {
  /** The folder that relative paths start from: an absolute path. */
  readonly cwd: string;
  /** The folder that the verb's evidence goes to: an absolute path; absent where it writes none. */
  readonly evidenceFolder?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  now(): Date;
  /** Shows work under way; `total` is null where it is not known. Units are what `advance` counts, such as "cases" or "bytes". */
  progress(label: string, total: number | null, unit: ProgressUnit): Progress;
}

export type ProgressUnit = "bytes" | "cases" | "rows" | "files";

export interface Progress {
  advance(amount: number): void;
  finish(): void;
}

export interface Log {
  info(line: string): void;
  warn(line: string): void;
  /** Runs `work` under a title: one group a phase, so that a log reads as a table of contents. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
}
