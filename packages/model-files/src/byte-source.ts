/** A file's bytes, read where they are asked for. */
export interface ByteSource {
  /** In bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`; rejects where the file does not have them. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A model's file. */
export interface ModelFile {
  /** Relative to the model's folder, with slashes. Untrusted text. */
  readonly path: string;
  readonly source: ByteSource;
}
