/** The kinds of faults, each with a test file of its own, and what the documentation says of them. */
export const FAMILIES = {
  requests: "what it asks over HTTP is refused, late, broken or not there",
  artifacts: "the artifact service is down",
  inputs: "a file that it reads is hostile",
  disks: "the disk is full, or a path is no place to write to",
  signals: "SIGTERM, SIGINT and SIGKILL, at writes and at random points",
  clocks: "the clock is wrong, or jumps",
} as const;

export type Family = keyof typeof FAMILIES;
