/**
 * A text, or a number that JSON does not have but Python and others write. A text without an end is taken to the end of
 * all: were it no match, each quote within it would be tried anew.
 */
const TEXT_OR_NO_NUMBER = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|-?\b(?:NaN|Infinity)\b/g;

/**
 * JSON from a model. NaN and the infinities, which no JSON holds but Python's writes, become null: a problem of
 * the one answer that they stand in, not of all in the reply. Undefined for what is no JSON.
 */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    if (!/NaN|Infinity/.test(text)) return undefined;
  }
  try {
    return {
      value: JSON.parse(text.replaceAll(TEXT_OR_NO_NUMBER, (found) => (found.startsWith('"') ? found : "null"))),
    };
  } catch {
    return undefined;
  }
}
