/** The words of a list that is written with commas, over as many lines as it needs. */
export function wordList(text: string): readonly string[] {
  return text.trim().split(/,\s*/);
}
