import { type ClassValues, forEachClass } from "./class-values.ts";
import { createClosenessOf } from "./closeness.ts";
import type { EquivalenceClasses } from "./equivalence-classes.ts";
import type { ValueCodes } from "./value-codes.ts";

/** What a table tells of a sensitive attribute to who knows the quasi-identifiers: of the class that tells the most, each by itself. */
export interface SensitiveRisk {
  /** Different values (Machanavajjhala et al., l-Diversity, 2007). */
  readonly distinctDiversity: number;
  /** e to the entropy of the values, from 1 on: entropy l-diversity for every l up to it. */
  readonly entropyDiversity: number;
  /**
   * The most frequent value's rows over those of the l-th most frequent and all after it: recursive (c, l)-diversity for every c
   * above it, of l the table's distinct diversity; null of 1, where it says nothing.
   */
  readonly recursiveDiversity: number | null;
  /** The earth mover's distance of the class's values from the whole table's (Li, Li and Venkatasubramanian, t-Closeness, 2007). */
  readonly closeness: number;
  /** The most by which a value is more frequent than in the table, relatively (Cao and Karras, Publishing Microdata with a Robust Privacy Guarantee, 2012). */
  readonly basicLikeness: number;
  /** The same, no more than -ln of the rarest value's share, as pycanon has it. */
  readonly enhancedLikeness: number;
  /** The most |ln| of a value's share over its share of the table, of values that the class has (Brickell and Shmatikov, 2008). */
  readonly deltaDisclosure: number;
}

/** In O(rows log values), whatever the number of classes. The table has at least one row. */
export function sensitiveRisk(classes: EquivalenceClasses, sensitive: ValueCodes): SensitiveRisk {
  const shares = sharesOf(sensitive);
  const closenessOf = createClosenessOf(shares, sensitive.isOrdered);
  let distinct = Number.POSITIVE_INFINITY;
  let entropy = Number.POSITIVE_INFINITY;
  let [closeness, likeness, delta] = [0, 0, 0];
  forEachClass(classes, sensitive, (of) => {
    distinct = Math.min(distinct, of.values.length);
    entropy = Math.min(entropy, entropyOf(of));
    closeness = Math.max(closeness, closenessOf(of));
    for (let index = 0; index < of.values.length; index++) {
      const ratio = (of.counts[index] ?? 0) / of.size / (shares[of.values[index] ?? 0] ?? 0);
      likeness = Math.max(likeness, ratio - 1);
      delta = Math.max(delta, Math.abs(Math.log(ratio)));
    }
  });
  const rarest = shares.reduce((least, share) => (share > 0 ? Math.min(least, share) : least), 1);
  return {
    distinctDiversity: distinct,
    entropyDiversity: Math.exp(entropy),
    recursiveDiversity: distinct < 2 ? null : recursive(classes, sensitive, distinct),
    closeness,
    basicLikeness: likeness,
    enhancedLikeness: Math.min(likeness, 0 - Math.log(rarest)),
    deltaDisclosure: delta,
  };
}

function sharesOf({ codes, count }: ValueCodes): Float64Array {
  const counts = new Float64Array(count);
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts.map((value) => value / codes.length);
}

function entropyOf({ size, counts }: ClassValues): number {
  let sum = 0;
  for (const count of counts) sum -= (count / size) * Math.log(count / size);
  return sum;
}

/** The most of r1 / (r_l + … + r_m) over the classes, r falling. */
function recursive(classes: EquivalenceClasses, sensitive: ValueCodes, l: number): number {
  let most = 0;
  forEachClass(classes, sensitive, ({ counts }) => {
    counts.sort();
    let tail = 0;
    for (let index = 0; index <= counts.length - l; index++) tail += counts[index] ?? 0;
    most = Math.max(most, (counts.at(-1) ?? 0) / tail);
  });
  return most;
}
