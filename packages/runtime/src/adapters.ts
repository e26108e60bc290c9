/** What the runtime needs of other adapters; the commands floor brings it, so that the runtime imports none of them. */
export interface Adapters {
  /** Uploads files (absolute paths below `root`) as one workflow artifact. Throws a UserError where that cannot be done. */
  uploadArtifact?(name: string, files: readonly string[], root: string): Promise<void>;
}
