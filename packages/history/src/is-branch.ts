/** What record-history calls a pull request. */
const PULL_REQUEST = /^pull\/\d+$/;

/**
 * Whether the line of an entry is a branch or a tag, of which only those can record who may push. What was found for a pull
 * request, or for nobody knows what, may be what the code of a fork says of itself.
 */
export function isBranch(line: string | null): boolean {
  return line !== null && !PULL_REQUEST.test(line);
}
