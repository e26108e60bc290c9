import type { Attribute, CategoricalAttribute, NumericAttribute } from "./attributes.ts";

/** How unlike the arms are in an attribute: 0 where they are the same. */
export interface AttributeImbalance {
  readonly name: string;
  readonly kind: Attribute["kind"];
  /**
   * The largest difference of two arms in standard deviations of all that take part: of the means of a number, of the shares of a
   * group, which is a number that is 0 or 1.
   */
  readonly standardised: number;
  /** The largest difference of two arms' shares of a group; null of a number. */
  readonly share: number | null;
  /** Cramér's V of arms and groups, 0 to 1; null of a number. */
  readonly cramersV: number | null;
}

/** The arm of each user that takes part, and how many each arm has. */
export interface Assignment {
  readonly arms: Uint8Array;
  readonly counts: readonly number[];
}

export function imbalanceOf(attribute: Attribute, assignment: Assignment): AttributeImbalance {
  const { name, kind } = attribute;
  if (attribute.kind === "numeric") {
    return { name, kind, standardised: spreadOfMeans(attribute, assignment), share: null, cramersV: null };
  }
  const table = groupTable(attribute, assignment);
  return {
    name,
    kind,
    standardised: largestStandardised(attribute, table, assignment),
    share: Math.max(0, ...attribute.counts.map((_, group) => spreadOfShares(table, group, attribute, assignment))),
    cramersV: cramersV(attribute, table, assignment),
  };
}

/** What an assignment is judged by: the largest standardised difference of any attribute; infinite where an arm has nobody. */
export function criterionOf(attributes: readonly Attribute[], assignment: Assignment): number {
  if (assignment.counts.includes(0)) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (const attribute of attributes) {
    const one =
      attribute.kind === "numeric"
        ? spreadOfMeans(attribute, assignment)
        : largestStandardised(attribute, groupTable(attribute, assignment), assignment);
    if (one > worst) worst = one;
  }
  return worst;
}

function spreadOfMeans({ numbers }: NumericAttribute, { arms, counts }: Assignment): number {
  const sums = new Float64Array(counts.length);
  for (let place = 0; place < arms.length; place++) {
    const arm = arms[place] ?? 0;
    sums[arm] = (sums[arm] ?? 0) + (numbers[place] ?? Number.NaN);
  }
  return spread(counts.map((count, arm) => (sums[arm] ?? 0) / count));
}

/** How many of each arm are in each group: arm after arm. */
function groupTable({ codes, counts: groups }: CategoricalAttribute, { arms, counts }: Assignment): Uint32Array {
  const table = new Uint32Array(counts.length * groups.length);
  for (let place = 0; place < arms.length; place++) {
    const cell = (arms[place] ?? 0) * groups.length + (codes[place] ?? 0);
    table[cell] = (table[cell] ?? 0) + 1;
  }
  return table;
}

function largestStandardised(attribute: CategoricalAttribute, table: Uint32Array, assignment: Assignment): number {
  const all = assignment.arms.length;
  let worst = 0;
  for (const [group, count] of attribute.counts.entries()) {
    const share = count / all;
    const deviation = Math.sqrt(share * (1 - share));
    if (deviation > 0) worst = Math.max(worst, spreadOfShares(table, group, attribute, assignment) / deviation);
  }
  return worst;
}

function spreadOfShares(
  table: Uint32Array,
  group: number,
  { counts: groups }: CategoricalAttribute,
  { counts }: Assignment,
): number {
  return spread(counts.map((count, arm) => (table[arm * groups.length + group] ?? 0) / count));
}

/** sqrt(χ² / (n (min(arms, groups) - 1))), of the groups that there are (Cramér, Mathematical Methods of Statistics, 1946). */
function cramersV({ counts: groups }: CategoricalAttribute, table: Uint32Array, { arms, counts }: Assignment): number {
  const all = arms.length;
  const degrees = Math.min(counts.length, groups.filter((count) => count > 0).length) - 1;
  if (degrees === 0) return 0;
  let statistic = 0;
  for (const [arm, armCount] of counts.entries()) {
    for (const [group, groupCount] of groups.entries()) {
      const expected = (armCount * groupCount) / all;
      if (expected > 0) statistic += ((table[arm * groups.length + group] ?? 0) - expected) ** 2 / expected;
    }
  }
  return Math.sqrt(statistic / (all * degrees));
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}
