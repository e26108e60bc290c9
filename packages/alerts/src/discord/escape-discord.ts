/** A backslash takes every punctuation mark its meaning; "/" and ":" keep bare addresses and emoji from being read. */
const PUNCTUATION = /[\\`*_~|<>[\](){}#:/@+.!-]/g;

/** Text for Discord's Markdown that is shown as it is: it formats, links and mentions nothing. */
export function escapeDiscord(text: string): string {
  return text.replace(PUNCTUATION, "\\$&");
}
