import type { TextState, TextStore } from "./text-store.ts";

/** A tree of text files that a git ref points to, and nothing but that ref changes. */
export interface RefStore extends TextStore {
  /** In full, such as "refs/heads/airworthy-history". */
  readonly ref: string;
  open(): Promise<RefState>;
}

/** What a ref pointed to when it was opened. */
export interface RefState extends TextState {
  /** The commit's SHA; null where there is no such ref yet. */
  readonly tip: string | null;
  /** The names of the files directly in a folder, in the order of their code points; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
}
