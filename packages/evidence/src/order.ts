/**
 * Compares two strings by Unicode code points, for `sort`. JavaScript's own order is by UTF-16 code units, which puts
 * U+1D4B3 before U+FFF0; what is digested must be in the order that every language can reproduce.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

const SURROGATES = 0xd800;
const AFTER_SURROGATES = 0xe000;

/** Halves of characters beyond the basic plane come after all within it. */
function rank(unit: number): number {
  return unit >= SURROGATES && unit < AFTER_SURROGATES ? unit + AFTER_SURROGATES : unit;
}
