/** The folder of the ref's tree with the evidence files that a workflow keeps. */
export const EVIDENCE_FOLDER = "evidence";

/** Where an evidence file is kept: "evidence/<the SHA-256 of its bytes>.json". */
export function evidencePath(sha256: string): string {
  return `${EVIDENCE_FOLDER}/${sha256}.json`;
}
