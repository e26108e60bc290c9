const MOST_CHARACTERS = 300;
/** Places for a password, as manuals write them. */
const PLACEHOLDER = /^(?:pass(?:word|wd)?|pwd|secret|token|x+|\*+|\.+|<.*|\$.*|%[sd(].*|\{.*|\[.*)$/i;

/** Where the password of a URL is, whose "://" is at `at`; null where it has none. */
export function readUrlPassword(text: string, at: number): { readonly start: number; readonly end: number } | null {
  const from = at + 3;
  const authority = /^[^\s/?#"'<>\\`]*/.exec(text.slice(from, from + MOST_CHARACTERS))?.[0] ?? "";
  const sign = authority.lastIndexOf("@");
  const colon = authority.indexOf(":");
  if (colon < 0 || sign <= colon + 1) return null;
  const password = authority.slice(colon + 1, sign);
  return PLACEHOLDER.test(password) ? null : { start: from + colon + 1, end: from + sign };
}
