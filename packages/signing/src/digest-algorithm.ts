/** The hash functions of the specification's algorithm registry, and how many bytes each gives. */
export const DIGEST_BYTES = { sha256: 32, blake2b: 64, blake3: 32 } as const;

export type DigestAlgorithm = keyof typeof DIGEST_BYTES;

export function isDigestAlgorithm(name: string): name is DigestAlgorithm {
  return Object.hasOwn(DIGEST_BYTES, name);
}

/** Whether text is a digest of this algorithm in lower-case hexadecimal. */
export function isDigest(text: string, algorithm: DigestAlgorithm): boolean {
  return text.length === 2 * DIGEST_BYTES[algorithm] && /^[0-9a-f]+$/.test(text);
}
