/** A place in a template that takes a word: `{food}`, or `{a:food}` with the article that the word needs. */
export interface Slot {
  readonly name: string;
  readonly article: "a" | "A" | null;
}

/** A template's pieces in order: plain text and slots. */
export type Template = readonly (string | Slot)[];

const PIECE = /\{\{|\}\}|\{(?:([aA]):)?([A-Za-z_][A-Za-z0-9_-]*)\}/g;

/** Reads a template; `{{` and `}}` are braces as they are. Null where a brace is left over that belongs to no slot. */
export function parseTemplate(text: string): Template | null {
  const pieces: (string | Slot)[] = [];
  let plain = "";
  let end = 0;
  const takePlain = (upTo: number): boolean => {
    const between = text.slice(end, upTo);
    plain += between;
    return !/[{}]/.test(between);
  };
  for (const match of text.matchAll(PIECE)) {
    if (!takePlain(match.index)) return null;
    end = match.index + match[0].length;
    const name = match[2];
    if (name === undefined) {
      plain += match[0].charAt(0);
      continue;
    }
    pieces.push(plain, { name, article: match[1] === "a" || match[1] === "A" ? match[1] : null });
    plain = "";
  }
  if (!takePlain(text.length)) return null;
  pieces.push(plain);
  return pieces;
}

/** The names of a template's slots, each once, in the order they first stand in. */
export function slotsOf(template: Template): string[] {
  return [...new Set(template.flatMap((piece) => (typeof piece === "string" ? [] : [piece.name])))];
}

/**
 * The template with every slot filled. A slot that stands twice takes the same word twice. A slot without a word keeps
 * its braces.
 */
export function fillTemplate(template: Template, words: ReadonlyMap<string, string>): string {
  let text = "";
  for (const piece of template) {
    text += typeof piece === "string" ? piece : withArticle(words.get(piece.name) ?? `{${piece.name}}`, piece.article);
  }
  return text;
}

/** The same as `fillTemplate`, made ready for many fillings: the words are given in the order of `slots`. */
export function templateFiller(template: Template, slots: readonly string[]): (words: readonly string[]) => string {
  const pieces = template.map((piece) =>
    typeof piece === "string" ? piece : { at: slots.indexOf(piece.name), article: piece.article, name: piece.name },
  );
  return (words) => {
    let text = "";
    for (const piece of pieces) {
      if (typeof piece === "string") text += piece;
      else text += withArticle(words[piece.at] ?? `{${piece.name}}`, piece.article);
    }
    return text;
  };
}

/** As CheckList has it: "an" before a letter of aeiou, whatever is spoken. */
function withArticle(word: string, article: Slot["article"]): string {
  if (article === null) return word;
  return `${article}${/^[aeiou]/i.test(word) ? "n" : ""} ${word}`;
}
