/** Text files that are written together, and nothing but they. Adapters put it in the world: a git ref, or a folder. */
export interface TextStore {
  /** What messages call it: a ref, or a folder. */
  readonly ref: string;
  /** The files as they stand now. */
  open(): Promise<TextState>;
}

/** What a store held when it was opened. All of it is untrusted: whoever may write there may have written it. */
export interface TextState {
  /** A file's text; null where there is none. Throws a UserError for more bytes than allowed, and for what is no UTF-8. */
  read(path: string, mostBytes: number): Promise<string | null>;
  /**
   * Writes all of a change or nothing: where it is now, such as the new commit's SHA; null, and nothing written, where
   * others wrote since the store was opened.
   */
  commit(change: TextChange): Promise<string | null>;
}

export interface TextChange {
  /** Texts by path from the root, with slashes. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths of files that are there. */
  readonly deletions: readonly string[];
  readonly message: string;
}
