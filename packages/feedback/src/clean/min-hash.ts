import { mix32 } from "@airworthy/stats";

/** 20 bands of 6: texts that have 80 % in common share a band with 99.8 % probability, those with half of it with 27 %. */
export const BANDS = 20;
export const BAND_ROWS = 6;
export const BINS = BANDS * BAND_ROWS;

const EMPTY = 0xffffffff;

/**
 * The MinHash signature of a set of hashes: of each of 120 bins the least hash that falls into it (Li, Owen and Zhang, One
 * Permutation Hashing, NIPS 2012), empty bins filled from others that both texts would choose alike (Shrivastava, Optimal
 * Densification, ICML 2017). Written into `into`, which has one place a bin; nothing but fill for no hashes.
 */
export function writeSignature(hashes: Uint32Array, into: Uint32Array): void {
  into.fill(EMPTY);
  for (let at = 0; at < hashes.length; at++) {
    const hash = hashes[at] ?? 0;
    const bin = hash % BINS;
    const value = mix32(hash ^ 0x5bd1e995) >>> 0;
    if (value < (into[bin] ?? 0)) into[bin] = value;
  }
  if (hashes.length > 0) fillEmpty(into);
}

/** The share of bins that two signatures agree in: an estimate of what the sets have in common, of all that either has. */
export function similarity(signatures: Uint32Array, one: number, other: number): number {
  let same = 0;
  const [a, b] = [one * BINS, other * BINS];
  for (let bin = 0; bin < BINS; bin++) if (signatures[a + bin] === signatures[b + bin]) same++;
  return same / BINS;
}

/** A band of a signature as one hash, mixed with what both texts must have in common besides. */
export function bandHash(signature: Uint32Array, band: number, group: number): number {
  let hash = mix32(group ^ Math.imul(band + 1, 0x9e3779b1));
  for (let row = 0; row < BAND_ROWS; row++) {
    hash = mix32(Math.imul(hash, 31) ^ (signature[band * BAND_ROWS + row] ?? 0));
  }
  return hash >>> 0;
}

function fillEmpty(signature: Uint32Array): void {
  const given = Uint32Array.from(signature);
  for (let bin = 0; bin < BINS; bin++) {
    let donor = bin;
    for (let attempt = 1; given[donor] === EMPTY; attempt++) {
      donor = (mix32(Math.imul(bin + 1, 0x9e3779b1) + attempt) >>> 0) % BINS;
    }
    signature[bin] = given[donor] ?? EMPTY;
  }
}
