/** One name of a path, or any of several: "*" is any number of characters, "?" is one, all else is itself. */
export type Glob = readonly Token[];

/** A literal star or question mark, which was escaped, has a backslash before it. */
type Token = string;

/** The characters of a pattern, those that were escaped with their backslash; null where nothing follows one. */
export function tokensOf(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  let isEscaped = false;
  for (const character of text) {
    if (!isEscaped && character === "\\") {
      isEscaped = true;
      continue;
    }
    const isSpecial = character === "*" || character === "?" || character === "[" || character === "]";
    tokens.push(isEscaped && isSpecial ? `\\${character}` : character);
    isEscaped = false;
  }
  return isEscaped ? null : tokens;
}

/**
 * Whether a name is what the glob says, in any case no slower than the product of their lengths: at a mismatch only the
 * last star takes in one character more.
 */
export function matchesGlob(glob: Glob, name: string): boolean {
  const characters = [...name];
  let [at, from] = [0, 0];
  let star = -1;
  let taken = 0;
  while (from < characters.length) {
    const token = glob[at];
    if (token === "*") {
      star = at++;
      taken = from;
    } else if (token !== undefined && isOne(token, characters[from])) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++taken;
    } else {
      return false;
    }
  }
  while (glob[at] === "*") at++;
  return at === glob.length;
}

function isOne(token: Token, character: string | undefined): boolean {
  return token === "?" || (token.length === 2 && token.startsWith("\\") ? token.slice(1) : token) === character;
}
