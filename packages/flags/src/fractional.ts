import { type Scope, spend } from "./logic/scope.ts";
import { murmur3 } from "./murmur3.ts";

/**
 * How `fractional` hashes what it divides by: `unit` as the rule names it, undefined where it leaves that to the flag's and the
 * targeting key. Gives 0 to 2^32 - 1, or null where there is nothing to divide by: the rule then chooses nothing. Its work counts in
 * `scope`.
 */
export type Fractional = (unit: unknown, flagKey: string, targetingKey: unknown, scope: Scope) => number | null;

/** As flagd's server computes it today: the UTF-8 of the unit, or of flag key and targeting key with nothing between them. */
export const fractionalV2: Fractional = (unit, flagKey, targetingKey, scope) => {
  const isNamed = unit !== undefined && unit !== null;
  const text = isNamed ? unit : targetingKey;
  if (typeof text !== "string" || (!isNamed && text === "")) return null;
  spend(scope, text.length);
  return isNamed ? murmur3(text) : murmur3(flagKey, text);
};
