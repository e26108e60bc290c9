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
  walkKeys(json, (start, end) => keys.push(String(JSON.parse(json.slice(start, end)))));
  return keys;
}

/** How many keys `jsonKeys` gives, at a fraction of its cost. */
export function countJsonKeys(json: string): number {
  let count = 0;
  walkKeys(json, () => count++);
  return count;
}

/** Tells where each key's text starts and ends, its quotes included. */
function walkKeys(json: string, onKey: (start: number, end: number) => void): void {
  let depth = 0;
  let start = 0;
  let end = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      const closing = closingQuote(json, at);
      if (depth === 1) {
        start = at;
        end = closing + 1;
      }
      at = closing;
    } else if (OPENING.has(code)) depth++;
    else if (CLOSING.has(code)) depth--;
    else if (code === COLON && depth === 1) onKey(start, end);
  }
}

function closingQuote(json: string, opening: number): number {
  let at = json.indexOf('"', opening + 1);
  while (at >= 0 && isEscaped(json, at)) at = json.indexOf('"', at + 1);
  return at < 0 ? json.length : at;
}

function isEscaped(json: string, at: number): boolean {
  let start = at;
  while (json.charCodeAt(start - 1) === BACKSLASH) start--;
  return (at - start) % 2 === 1;
}
