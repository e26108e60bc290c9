/** Words that need no quotes whatever reads them: no number, boolean or null of any version of YAML. */
const PLAIN = /^[A-Za-z][\w-]*$/;
const NOT_TEXT = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** What YAML or a report would not show as it is. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{DI}\p{NChar}]/gu;

/** Text as YAML reads it back, on one line, as a key or a value, within braces too; nothing in it is invisible. */
export function yamlWord(text: string): string {
  if (PLAIN.test(text) && !NOT_TEXT.test(text)) return text;
  // JSON's strings are YAML's, half surrogate pairs written by number included.
  return JSON.stringify(text).replace(UNSEEN, (character) => {
    const hex = (character.codePointAt(0) ?? 0).toString(16);
    return hex.length > 4 ? `\\U${hex.padStart(8, "0")}` : `\\u${hex.padStart(4, "0")}`;
  });
}
