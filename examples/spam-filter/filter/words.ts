/** So many places for words: few enough to learn in a blink, many enough that few words share one. */
export const PLACES = 2 ** 16;

/** FNV-1a, 32 bits (Fowler, Noll, Vo; RFC 9923). */
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/** The places of a text's different words, rising: a hashed bag of words. */
export function placesOf(text: string): Uint32Array {
  const words = text.toLowerCase().match(/[a-z0-9$!']+/g) ?? [];
  return Uint32Array.from(new Set(words.map(placeOf))).sort();
}

function placeOf(word: string): number {
  let hash = OFFSET;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), PRIME);
  return (hash >>> 0) % PLACES;
}
