/** "body is too long (maximum is 65536 characters)" is what GitHub answers to more; what mail brings in may be longer. */
const MOST_CHARACTERS = 65_536;

export interface CappedText {
  readonly body: string;
  /** Whether there was more. */
  readonly isBodyCut: boolean;
}

/** A body of at most 65,536 UTF-16 units that never ends in half a character. */
export function capBody(body: string | null | undefined): CappedText {
  const text = body ?? "";
  if (text.length <= MOST_CHARACTERS) return { body: text, isBodyCut: false };
  const isInside = text.codePointAt(MOST_CHARACTERS - 1) !== text.charCodeAt(MOST_CHARACTERS - 1);
  return { body: text.slice(0, isInside ? MOST_CHARACTERS - 1 : MOST_CHARACTERS), isBodyCut: true };
}
