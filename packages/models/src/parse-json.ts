/** What decides whether a number that JSON does not have stands in a text: escapes and quotes. */
const TOKEN = /\\.|"|-?\b(?:NaN|Infinity)\b/gs;

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
    return { value: JSON.parse(withNulls(text)) };
  } catch {
    return undefined;
  }
}

// Token by token: a pattern of a whole text would overflow with a long one, and take for ever with one that never ends.
function withNulls(text: string): string {
  let isInText = false;
  return text.replaceAll(TOKEN, (token) => {
    if (token === '"') isInText = !isInText;
    return isInText || token === '"' || token.startsWith("\\") ? token : "null";
  });
}
