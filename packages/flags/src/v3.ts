import { encodeCbor } from "./cbor.ts";
import type { Fractional } from "./fractional.ts";
import { spend } from "./logic/scope.ts";
import { finish, mix } from "./murmur3.ts";

/**
 * flagd's accepted successor of the hashing of today: by the deterministic CBOR of any value but a list or null, or of the pair of flag
 * key and targeting key. Everybody is divided anew when a definition's readers go over to it.
 */
export const fractionalV3: Fractional = (unit, flagKey, targetingKey, scope) => {
  if (unit === null || (unit === undefined && typeof targetingKey !== "string")) return null;
  const bytes = encodeCbor(unit === undefined ? [flagKey, targetingKey] : unit, (steps) => spend(scope, steps));
  let hash = 0;
  let block = 0;
  for (const [at, byte] of bytes.entries()) {
    block |= byte << ((at & 3) << 3);
    if ((at & 3) < 3) continue;
    hash = mix(hash, block);
    block = 0;
  }
  return finish(hash, block, bytes.length);
};
