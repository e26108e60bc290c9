/** A tree of text files that a git ref points to, and nothing but that ref changes. Adapters put it in the world. */
export interface RefStore {
  /** In full, such as "refs/heads/airworthy-history". */
  readonly ref: string;
  /** The ref as it stands now. */
  open(): Promise<RefState>;
}

/** What a ref pointed to when it was opened. All of it is untrusted: whoever may push may have written it. */
export interface RefState {
  /** The commit's SHA; null where there is no such ref yet. */
  readonly tip: string | null;
  /** The names of the files directly in a folder, in the order of their code points; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** A file's text; null where there is none. Throws a UserError for more bytes than allowed, and for what is no UTF-8. */
  read(path: string, mostBytes: number): Promise<string | null>;
  /** Commits on top of this state and moves the ref: the new commit's SHA; null, and nothing moved, where the ref has moved since. */
  commit(change: RefChange): Promise<string | null>;
}

export interface RefChange {
  /** Texts by path from the root, with slashes. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths of files that are there. */
  readonly deletions: readonly string[];
  readonly message: string;
}
