/**
 * Parses JSON that says each thing once. A key twice in one object is an error: parsers differ on which of the two they
 * take, so that a verifier and a consumer could see different contents under one signature. Throws a SyntaxError.
 */
export function parseStrictJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  const repeated = findRepeatedKey(text);
  if (repeated !== undefined) throw new SyntaxError(`the key ${repeated.slice(0, 100)} is there twice`);
  return value;
}

/** The first key that is twice in an object. The text is known to be JSON, so that a look at its marks is enough. */
function findRepeatedKey(text: string): string | undefined {
  /** The keys seen in each open object, the innermost last. */
  const open: Set<unknown>[] = [];
  let last = "";
  for (let index = 0; index < text.length; index++) {
    const mark = text[index];
    if (mark === '"') {
      const end = endOfString(text, index);
      last = text.slice(index, end);
      index = end - 1;
    } else if (mark === "{") open.push(new Set());
    else if (mark === "}") open.pop();
    else if (mark === ":" && !addKey(open.at(-1), last)) return last;
  }
  return undefined;
}

/** Notes a key, by what it means: it may be written with escapes. Tells whether it is new. */
function addKey(keys: Set<unknown> | undefined, literal: string): boolean {
  const key: unknown = JSON.parse(literal);
  if (keys?.has(key)) return false;
  keys?.add(key);
  return true;
}

/** The index after a string's closing quote. By search, not by pattern: a payload of many megabytes is one string. */
function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote + 1;
}

function isEscaped(text: string, index: number): boolean {
  let before = index;
  while (text[before - 1] === "\\") before--;
  return (index - before) % 2 === 1;
}
