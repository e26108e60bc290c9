/**
 * 1 - d / n, with d the least number of characters to insert, delete or replace (Levenshtein 1966) and n the number of
 * characters of the longer text. From 0, nothing in common, to 1, equal; 1 for two empty texts. A character is a Unicode
 * code point. Takes time proportional to the product of the lengths.
 */
export function levenshteinSimilarity(a: string, b: string): number {
  const [left, right] = [codePoints(a), codePoints(b)];
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 1 : 1 - editDistance(left, right) / longest;
}

function codePoints(text: string): Uint32Array {
  return Uint32Array.from(Array.from(text, (character) => character.codePointAt(0) ?? 0));
}

/** One row of the table at a time. */
function editDistance(left: Uint32Array, right: Uint32Array): number {
  const row = Uint32Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let i = 1; i <= left.length; i++) {
    let diagonal = row[0] ?? 0;
    row[0] = i;
    for (let j = 1; j <= right.length; j++) {
      const above = row[j] ?? 0;
      const replaced = diagonal + (left[i - 1] === right[j - 1] ? 0 : 1);
      row[j] = Math.min(replaced, above + 1, (row[j - 1] ?? 0) + 1);
      diagonal = above;
    }
  }
  return row[right.length] ?? 0;
}
