/**
 * Compares two strings by Unicode code points, for `sort`. JavaScript's own order is by UTF-16 code units, which puts
 * U+1D4B3 before U+FFF0; what is digested must be in the order that every language can reproduce.
 */
export function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
