const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|([\\'"abfnrtv]))/g;

const LETTERS: ReadonlyMap<string, string> = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

/** Text of protocol 0 with Python's escapes resolved, those of UNICODE and of STRING alike: to see what it holds. */
export function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(ESCAPE, (_escape, wide?: string, byte?: string, octal?: string, letter?: string) => {
    if (letter !== undefined) return LETTERS.get(letter) ?? letter;
    const code = octal === undefined ? Number.parseInt(wide ?? byte ?? "", 16) : Number.parseInt(octal, 8);
    return String.fromCharCode(code);
  });
}
