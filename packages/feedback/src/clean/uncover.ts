/** How people and programs write an at sign and a full stop that no program is to find. */
const AT = /%40|&#0{0,4}64;|&#x0{0,4}40;|&commat;|\s?[[({<]\s?at\s?[\])}>]\s?/gi;
const POINT = /&#0{0,4}46;|&period;|\s?[[({<]\s?(?:dot|point)\s?[\])}>]\s?/gi;

/**
 * A text with its disguises taken off: characters of other widths and styles as plain ones, at signs and full stops that were
 * written out. For looking into; nobody wrote it like this.
 */
export function uncover(text: string): string {
  return text.normalize("NFKC").replace(AT, "@").replace(POINT, ".");
}
