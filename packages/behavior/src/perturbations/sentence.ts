/** What ends a sentence, and the quotes and brackets that may close after it. */
const END = new Set(`.!?…,;:"'’”»)]}-–—。！？、 \t\r\n`);

/** The text without punctuation and white space at its end. */
export function withoutEnd(text: string): string {
  // A loop: a regular expression that is anchored at the end tries every place, and takes minutes for "!!!!…a".
  let end = text.length;
  while (end > 0 && END.has(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Whether a sentence starts at a place. */
export function startsSentence(text: string, place: number): boolean {
  let before = place - 1;
  while (before >= 0 && /[\s"'“‘([]/.test(text.charAt(before))) {
    if (text.charAt(before) === "\n") return true;
    before--;
  }
  return before < 0 || /[.!?…]/.test(text.charAt(before));
}

/** The first letter in upper case. */
export function capitalized(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
  return text === "" ? "" : first.toUpperCase() + text.slice(first.length);
}
