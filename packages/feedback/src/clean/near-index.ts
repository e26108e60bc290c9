import { BANDS, BINS, bandHash, similarity, writeSignature } from "./min-hash.ts";
import { jaccard, SHINGLE_CHARACTERS, shinglesOf } from "./shingles.ts";

/** Texts that share four fifths of their shingles say the same in other punctuation, or a word more. */
export const NEAR = 0.8;
/** What a signature of 120 bins may be off by, two and a half times its standard error at 0.8. */
const SLACK = 0.1;
/** Shorter texts of a few shingles are alike by chance, or wholly. */
const LEAST_CHARACTERS = 4 * SHINGLE_CHARACTERS;
/** However many texts share a band, so many of them are looked at: time stays in proportion to the texts. */
const LOOKED_AT = 8;

/** Finds, among the texts that it kept, one that is nearly the same. */
export interface NearIndex {
  /**
   * The place of a kept text of the same group, a hash of 53 bits, that is nearly `text`. Else null, and `text` is kept itself, at
   * `place`; one that is too short to be nearly anything is not kept.
   */
  findOrKeep(text: string, group: number, place: number): number | null;
}

/** For at most `most` texts, at places below that. */
export function createNearIndex(most: number, seed: number): NearIndex {
  const texts: string[] = [];
  const signatures = new Uint32Array(most * BINS);
  const bits = Math.max(1, Math.ceil(Math.log2(most * BANDS + 1)));
  const heads = new Int32Array(2 ** bits).fill(-1);
  const next = new Int32Array(most * BANDS).fill(-1);
  const seenAt = new Int32Array(most).fill(-1);

  const groups = new Float64Array(most);

  const candidates = (slots: Uint32Array, place: number): number[] => {
    const found: number[] = [];
    for (const slot of slots) {
      let entry = heads[slot] ?? -1;
      for (let step = 0; entry >= 0 && step < LOOKED_AT; step++, entry = next[entry] ?? -1) {
        const other = Math.floor(entry / BANDS);
        if (seenAt[other] !== place && groups[other] === groups[place]) found.push(other);
        seenAt[other] = place;
      }
    }
    return found;
  };

  return {
    findOrKeep(text, group, place) {
      if (text.length < LEAST_CHARACTERS) return null;
      const shingles = shinglesOf(text, seed);
      const signature = signatures.subarray(place * BINS, (place + 1) * BINS);
      writeSignature(shingles, signature);
      groups[place] = group;
      const slots = Uint32Array.from(
        { length: BANDS },
        (_, band) => bandHash(signature, band, group | 0) >>> (32 - bits),
      );
      let [best, likeness] = [-1, NEAR - SLACK];
      for (const other of candidates(slots, place)) {
        const alike = similarity(signatures, place, other);
        if (alike > likeness || (alike === likeness && best < 0)) [best, likeness] = [other, alike];
      }
      // The signature only says where to look.
      if (best >= 0 && jaccard(shingles, shinglesOf(texts[best] ?? "", seed)) >= NEAR) return best;
      texts[place] = text;
      for (const [band, slot] of slots.entries()) {
        next[place * BANDS + band] = heads[slot] ?? -1;
        heads[slot] = place * BANDS + band;
      }
      return null;
    },
  };
}
