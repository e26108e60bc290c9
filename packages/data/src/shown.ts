const SHOWN_CHARACTERS = 80;

/** Untrusted text as a message shows it: quoted, escaped, cut. */
export function shown(text: string): string {
  return JSON.stringify(text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text);
}
