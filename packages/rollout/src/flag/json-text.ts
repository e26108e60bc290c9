/** A member of an object in JSON text: where its key begins, and its value begins and ends. */
export interface Member {
  readonly key: string;
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

const QUOTE = '"';
const BACKSLASH = "\\";
const SPACE = " \t\n\r";
const RESERVED = ["__proto__", "constructor", "prototype"];

/**
 * The members of the object that begins at an index of JSON text, in their order, those of one name too. The text must
 * have been parsed before: nothing is checked.
 */
export function membersOf(text: string, at: number): readonly Member[] {
  const members: Member[] = [];
  let index = skipSpace(text, at + 1);
  while (text[index] === QUOTE) {
    const keyEnd = endOfString(text, index);
    const from = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const to = endOfValue(text, from);
    members.push({ key: String(JSON.parse(text.slice(index, keyEnd))), start: index, from, to });
    index = skipSpace(text, skipSpace(text, to) + 1);
  }
  return members;
}

/**
 * What is wrong with the keys of the objects in JSON text, as words that follow "it": one that is there twice, or one that
 * every object of JavaScript has already, which schemas drop without a word. Null where nothing is. Deep nesting takes no
 * stack.
 */
export function problemOfKeys(text: string): string | null {
  const open: Set<string>[] = [];
  for (let index = 0; index < text.length; index++) {
    const sign = text[index] ?? "";
    if (sign === "{" || sign === "[") open.push(new Set());
    else if (sign === "}" || sign === "]") open.pop();
    else if (sign === QUOTE) {
      const end = endOfString(text, index);
      const isKey = text[skipSpace(text, end)] === ":";
      const problem = isKey ? problemOfKey(String(JSON.parse(text.slice(index, end))), open.at(-1)) : null;
      if (problem !== null) return problem;
      index = end - 1;
    }
  }
  return null;
}

function problemOfKey(key: string, known: Set<string> | undefined): string | null {
  if (RESERVED.includes(key)) return `has a key ${JSON.stringify(key)}`;
  if (known?.has(key) === true) return `has the key ${JSON.stringify(key)} twice in one object`;
  known?.add(key);
  return null;
}

/** The first index, from one on, that is no white space. */
export function skipSpace(text: string, from: number): number {
  let index = from;
  while (index < text.length && SPACE.includes(text[index] ?? "")) index++;
  return index;
}

function endOfString(text: string, at: number): number {
  let index = at + 1;
  while (index < text.length && text[index] !== QUOTE) index += text[index] === BACKSLASH ? 2 : 1;
  return index + 1;
}

function endOfValue(text: string, at: number): number {
  let depth = 0;
  let index = at;
  while (index < text.length) {
    const sign = text[index] ?? "";
    if (sign === QUOTE) {
      index = endOfString(text, index);
      if (depth === 0) return index;
      continue;
    }
    if (depth === 0 && (",}]".includes(sign) || SPACE.includes(sign))) return index;
    if (sign === "{" || sign === "[") depth++;
    if ((sign === "}" || sign === "]") && --depth === 0) return index + 1;
    index++;
  }
  return index;
}
