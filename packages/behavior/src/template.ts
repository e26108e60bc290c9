/** A place in a template that takes a word: `{food}`, or `{a:food}` with the article that the word needs. */
export interface Slot {
  readonly name: string;
  readonly article: "a" | "A" | null;
}

/** A template's pieces in order: plain text and slots. */
export type Template = readonly (string | Slot)[];

const SLOT = /\{(?:([aA]):)?([A-Za-z_][A-Za-z0-9_-]*)\}/g;

/** Reads a template. Null where a brace is left over that belongs to no slot. */
export function parseTemplate(text: string): Template | null {
  const pieces: (string | Slot)[] = [];
  let end = 0;
  for (const match of text.matchAll(SLOT)) {
    pieces.push(text.slice(end, match.index));
    pieces.push({ name: match[2] ?? "", article: match[1] === "a" || match[1] === "A" ? match[1] : null });
    end = match.index + match[0].length;
  }
  pieces.push(text.slice(end));
  return pieces.some((piece) => typeof piece === "string" && /[{}]/.test(piece)) ? null : pieces;
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
  for (const piece of template) text += typeof piece === "string" ? piece : fillSlot(piece, words);
  return text;
}

function fillSlot(slot: Slot, words: ReadonlyMap<string, string>): string {
  const word = words.get(slot.name) ?? `{${slot.name}}`;
  if (slot.article === null) return word;
  return `${slot.article}${/^[aeiou]/i.test(word) ? "n" : ""} ${word}`;
}
