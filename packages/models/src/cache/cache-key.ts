import { hash } from "node:crypto";
import { canonicalJson } from "@airworthy/evidence";
import type { Hash64 } from "../lookup/hash-index.ts";
import type { Question } from "../predictor.ts";

/** What an answer is kept under. */
export interface CacheKey {
  /** SHA-256 in Base64 for URLs: KEY_CHARACTERS of them. */
  readonly text: string;
  readonly hash: Hash64;
}

/** Base64 without padding of 32 bytes. */
export const KEY_CHARACTERS = 43;
const HASH_BYTES = 8;
/** Base64 characters that hold so many. */
const HASH_CHARACTERS = 11;

/** `scope` is what decides answers besides the input: equal for equal models that are called alike, and for no others. */
export function cacheKey(scope: string, { input, repeat }: Question): CacheKey {
  const digest = hash("sha256", `${scope}\n${repeat}\n${canonicalJson(input)}`, "buffer");
  return { text: digest.toString("base64url"), hash: readHash(digest) };
}

/** The hash of the key that begins a line; null where none does. */
export function hashOfKey(line: Buffer): Hash64 | null {
  const bytes = Buffer.from(line.toString("latin1", 0, HASH_CHARACTERS), "base64url");
  return bytes.length < HASH_BYTES ? null : readHash(bytes);
}

function readHash(digest: Buffer): Hash64 {
  return { high: digest.readUInt32LE(0), low: digest.readUInt32LE(4) };
}
