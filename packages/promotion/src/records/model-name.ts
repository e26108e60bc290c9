/**
 * What GTO takes for an artifact's name: letters, digits, "-", "_" and "/", the ends letters or digits, and before a colon
 * perhaps a folder (gto/constants.py).
 */
const MODEL = /^(?:[A-Za-z0-9_./-]+:)?[A-Za-z0-9](?:[A-Za-z0-9/_-]*[A-Za-z0-9])?$/;
const MOST_CHARACTERS = 200;

/** The same in words, for messages. */
export const MODEL_RULE = 'letters, digits, "-", "_" and "/", the ends letters or digits';

export function isModelName(text: string): boolean {
  return text.length <= MOST_CHARACTERS && MODEL.test(text);
}
