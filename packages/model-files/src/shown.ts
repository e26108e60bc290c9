const SHOWN_CHARACTERS = 120;

/** Untrusted text for a message: quoted, control characters escaped, cut. */
export function shown(text: string): string {
  const cut = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
  return escaped(cut);
}

/** A file of a folder, for a message; quoted where its name holds control characters, which could forge lines of a log. */
export function placeOf(folder: string, path: string): string {
  const place = folder === "" ? path : `${folder}/${path}`;
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(place) ? escaped(place) : place;
}

/** JSON's escapes, and those that JSON does not need: C1 controls, and the separators of lines and paragraphs. */
function escaped(text: string): string {
  const unicode = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029]/g, unicode);
}
