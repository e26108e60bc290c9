const QUOTE = 0x22;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/**
 * The keys of a JSON object itself, not of those within it, in the order of its text and as often as they come: JSON.parse
 * keeps the last of equal ones without a word. `json` must be valid.
 */
export function jsonKeys(json: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  let text = "";
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      const end = closingQuote(json, at);
      if (depth === 1) text = json.slice(at, end + 1);
      at = end;
    } else if (OPENING.has(code)) depth++;
    else if (CLOSING.has(code)) depth--;
    else if (code === COLON && depth === 1) keys.push(String(JSON.parse(text)));
  }
  return keys;
}

function closingQuote(json: string, opening: number): number {
  let at = opening + 1;
  while (at < json.length && json.charCodeAt(at) !== QUOTE) at += json.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}
