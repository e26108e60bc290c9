/** Where a flag definition comes from, in the caller's hands: a file, an address, a store. */
export interface DefinitionSource {
  /** The definition's JSON text as it is now; rejects where it cannot be had. */
  load(): Promise<string>;
  /** Calls `changed` whenever the text may be another; answers how to stop that. Without it only `refresh` loads again. */
  watch?(changed: () => void): () => void;
}
