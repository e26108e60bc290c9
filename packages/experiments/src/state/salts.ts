import { canonicalJson, sha256 } from "@airworthy/evidence";

/**
 * So long is every salt: what is hashed is the salt and then the user's key, and with salts of one length no two of them run
 * into the same text.
 */
export const SALT_CHARACTERS = 16;

/** Of those that no experiment touches: the same at all times and everywhere, so that they stay the same people. */
export const HOLDOUT_SALT = saltOf("holdout");

export function namespaceSalt(namespace: string): string {
  return saltOf("namespace", namespace);
}

/** Who gets which arm. A new number or another candidate deals everybody anew; candidate 0 is the usual one. */
export function armSalt(experiment: { name: string; number: number; seed: number }, candidate: number): string {
  const { name, number, seed } = experiment;
  return saltOf("experiment", name, String(number), String(seed), String(candidate));
}

function saltOf(...names: readonly string[]): string {
  return sha256(canonicalJson(names)).slice(0, SALT_CHARACTERS);
}
