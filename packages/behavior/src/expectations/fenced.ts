/** What the answer's only code fence holds; the answer itself where it is no such fence. */
export function unfenced(text: string): string {
  const lines = text.trim().split(/\r?\n/);
  const isFenced = lines.length > 2 && /^```[\w+-]*$/.test(lines[0] ?? "") && lines.at(-1) === "```";
  return isFenced ? lines.slice(1, -1).join("\n") : text;
}
