import { UserError } from "@airworthy/evidence";

/** Deeper than any tool nests, and far from where a stack ends. */
const MAX_DEPTH = 200;
const SHOWN_CHARACTERS = 40;

const SPACES: ReadonlySet<string | undefined> = new Set([" ", "\t", "\n", "\r"]);
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null|NaN|-?Infinity/y;

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/**
 * JSON as RFC 8259 has it, and NaN, Infinity and -Infinity, which Python writes. Unlike JSON.parse it refuses a key that
 * comes twice in an object, of which one value would be lost. Objects have their keys as own properties, `__proto__` too.
 * Throws a UserError that names `file` and the line.
 */
export function readJson(text: string, file: string): unknown {
  const reader = new JsonText(text, file);
  const value = reader.value(0);
  reader.end();
  return value;
}

class JsonText {
  readonly #text: string;
  readonly #file: string;
  #at: number;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
    this.#at = text.startsWith("\ufeff") ? 1 : 0;
  }

  value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw this.#problem(`nested deeper than ${MAX_DEPTH} levels`);
    this.#skipSpaces();
    const mark = this.#text[this.#at];
    if (mark === "{") return this.#object(depth);
    if (mark === "[") return this.#list(depth);
    if (mark === '"') return this.#string();
    const word = this.#take(WORD);
    if (word !== "") return WORDS.get(word);
    const number = this.#take(NUMBER);
    if (number === "") throw this.#problem("a value was expected");
    return Number(number);
  }

  end(): void {
    this.#skipSpaces();
    if (this.#at < this.#text.length) throw this.#problem("one JSON document was expected, and more follows");
  }

  #object(depth: number): object {
    const object: Record<string, unknown> = {};
    this.#at++;
    if (this.#takes("}")) return object;
    do {
      this.#skipSpaces();
      if (this.#text[this.#at] !== '"') throw this.#problem("a key in quotes was expected");
      const start = this.#at;
      const key = this.#string();
      if (Object.hasOwn(object, key)) throw this.#problem(`the key ${shown(key)} is there twice`, start);
      if (!this.#takes(":")) throw this.#problem('":" was expected');
      const value = this.value(depth + 1);
      // Assigned, this one key would change the object's prototype instead.
      if (key !== "__proto__") object[key] = value;
      else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
    } while (this.#takes(","));
    if (!this.#takes("}")) throw this.#problem('"," or "}" was expected');
    return object;
  }

  #list(depth: number): unknown[] {
    const list: unknown[] = [];
    this.#at++;
    if (this.#takes("]")) return list;
    do list.push(this.value(depth + 1));
    while (this.#takes(","));
    if (!this.#takes("]")) throw this.#problem('"," or "]" was expected');
    return list;
  }

  #string(): string {
    const start = this.#at;
    let quote = this.#text.indexOf('"', start + 1);
    while (quote > 0 && isEscaped(this.#text, quote)) quote = this.#text.indexOf('"', quote + 1);
    if (quote < 0) throw this.#problem("the text that begins here does not end");
    this.#at = quote + 1;
    try {
      return String(JSON.parse(this.#text.slice(start, this.#at)));
    } catch {
      throw this.#problem("a text with a control character, or an escape that JSON lacks", start);
    }
  }

  #takes(mark: string): boolean {
    this.#skipSpaces();
    if (this.#text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #skipSpaces(): void {
    while (SPACES.has(this.#text[this.#at])) this.#at++;
  }

  /** What a sticky pattern matches here, or an empty text. */
  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? "";
    this.#at += found.length;
    return found;
  }

  #problem(what: string, at: number = this.#at): UserError {
    const line = this.#text.slice(0, at).split("\n").length;
    const here = at < this.#text.length ? ` at ${shown(this.#text.slice(at))}` : " at the end";
    return new UserError(`${this.#file}, line ${line}: ${what}${here}`);
  }
}

function isEscaped(text: string, index: number): boolean {
  let before = index;
  while (text[before - 1] === "\\") before--;
  return (index - before) % 2 === 1;
}

function shown(text: string): string {
  return JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
}
