import type { GroupValue } from "../values/group-value.ts";
import { valuesOf } from "../values/values-of.ts";
import { type BiasDefinition, type Family, type MetricContext, type MetricFunction, USUAL } from "./definition.ts";

/** Of groups' values; everyone's is the last. NaN where any that matters is. */
type Compare = (values: Float64Array, groups: number, reference: number) => number;

export interface Comparing {
  readonly isRatio: boolean;
  readonly of: Compare;
}

interface Comparison extends Comparing {
  readonly suffix: string;
  readonly summary: (name: string) => string;
}

export const difference: Comparing = {
  isRatio: false,
  of: (values, groups) => largest(values, groups) - smallest(values, groups),
};

export const ratio: Comparing = {
  isRatio: true,
  of: (values, groups) => smallest(values, groups) / largest(values, groups),
};

export const greatest: Comparing = { isRatio: false, of: largest };

export const least: Comparing = { isRatio: false, of: smallest };

/** As fairlearn's MetricFrame and Aequitas have them. */
const COMPARISONS: readonly Comparison[] = [
  {
    suffix: "difference",
    summary: (name) => `The largest ${name} of a group minus the smallest.`,
    ...difference,
  },
  {
    suffix: "ratio",
    summary: (name) => `The smallest ${name} of a group over the largest.`,
    ...ratio,
  },
  {
    suffix: "difference-to-overall",
    summary: (name) => `How far a group's ${name} is from everyone's, at most: fairlearn's method="to_overall".`,
    isRatio: false,
    of: (values, groups) => farthest(values, groups, values[groups] ?? Number.NaN),
  },
  {
    suffix: "ratio-to-overall",
    summary: (name) =>
      `A group's ${name} over everyone's or everyone's over it, whichever is less, at the least: fairlearn's method="to_overall".`,
    isRatio: true,
    of: (values, groups) => leastQuotient(values, groups, values[groups] ?? Number.NaN),
  },
  {
    suffix: "difference-to-reference",
    summary: (name) => `How far a group's ${name} is from the reference group's, at most.`,
    isRatio: false,
    of: (values, groups, reference) => farthest(values, groups, values[reference] ?? Number.NaN),
  },
  {
    suffix: "ratio-to-reference",
    summary: (name) =>
      `A group's ${name} over the reference group's or the other way round, whichever is less, at the least: with min=0.8 Aequitas' parity at tau 0.8.`,
    isRatio: true,
    of: (values, groups, reference) => leastQuotient(values, groups, values[reference] ?? Number.NaN),
  },
];

/** What fairness calls these. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["selection-rate-difference", "demographic-parity-difference"],
  ["selection-rate-ratio", "demographic-parity-ratio"],
  ["true-positive-rate-difference", "equal-opportunity-difference"],
  ["true-positive-rate-ratio", "equal-opportunity-ratio"],
  ["calibration-error-difference", "calibration-gap"],
]);

/** The value by group, and all ways in which groups compare in it. */
export function definitionsOf(value: GroupValue, family: Family): BiasDefinition[] {
  const parameters = family === "classes" ? (["class"] as const) : [];
  const byGroup: BiasDefinition = {
    ...USUAL,
    ...value,
    family,
    parameters,
    scope: "group",
    worst: value.better === "higher" ? "smallest" : "largest",
    values: [value],
    prepare:
      ({ group }) =>
      (sums, view) =>
        value.of(sums, group, view),
  };
  const between = COMPARISONS.filter((comparison) => isApt(comparison, value)).map((comparison): BiasDefinition => {
    const plain = `${value.name}-${comparison.suffix}`;
    const name = NAMES.get(plain) ?? plain;
    const aliases = value.aliases.map((alias) => `${alias}-${comparison.suffix}`);
    const width = value.range[1] - value.range[0];
    return {
      ...USUAL,
      name,
      aliases: name === plain ? aliases : [plain, ...aliases],
      summary: comparison.summary(value.name),
      family,
      parameters,
      unit: comparison.isRatio ? "number" : value.unit,
      better: comparison.isRatio ? "higher" : "lower",
      range: comparison.isRatio ? [0, 1] : [0, width],
      worst: comparison.isRatio ? "smallest" : "largest",
      chance: comparison.isRatio ? "divides" : "adds",
      values: [value],
      prepare: (context) => compared(value, comparison, context),
    };
  });
  return [byGroup, ...between, ...(value.compared === "differences" ? [] : [disparityOf(value, family)])];
}

/** Aequitas' disparity: of each group, to the reference group. */
function disparityOf(value: GroupValue, family: Family): BiasDefinition {
  return {
    ...USUAL,
    name: `${value.name}-disparity`,
    aliases: value.aliases.map((alias) => `${alias}-disparity`),
    summary: `Each group's ${value.name} over the reference group's: Aequitas' disparity.`,
    family,
    parameters: family === "classes" ? ["class"] : [],
    scope: "group",
    isToReference: true,
    better: "neither",
    range: [0, Number.POSITIVE_INFINITY],
    values: [value],
    prepare:
      ({ group, reference }) =>
      (sums, view) =>
        quotient(valuesOf(value, sums, view), group, reference),
  };
}

function quotient(values: Float64Array, group: number, reference: number): number {
  return (values[group] ?? Number.NaN) / (values[reference] ?? Number.NaN);
}

/** The groups' values, then how they compare. */
export function compared(value: GroupValue, { of, isRatio }: Comparing, context: MetricContext): MetricFunction {
  const { groups, reference, centre } = context;
  if (centre === null) return (sums, view) => of(valuesOf(value, sums, view), groups, reference);
  const relative = new Float64Array(groups + 1);
  return (sums, view) => {
    const values = valuesOf(value, sums, view);
    const centres = valuesOf(value, centre, view);
    for (let group = 0; group <= groups; group++) {
      const own = values[group] ?? Number.NaN;
      const there = centres[group] ?? Number.NaN;
      relative[group] = isRatio ? own / there : own - there;
    }
    return of(relative, groups, reference);
  };
}

function isApt({ suffix, isRatio }: Comparison, { compared }: GroupValue): boolean {
  if (compared === "reference") return suffix.endsWith("reference");
  return compared === "all" || !isRatio;
}

/** Math.max and Math.min, which pass NaN on, without a list. */
function largest(values: Float64Array, groups: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let group = 0; group < groups; group++) most = Math.max(most, values[group] ?? Number.NaN);
  return most;
}

function smallest(values: Float64Array, groups: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let group = 0; group < groups; group++) least = Math.min(least, values[group] ?? Number.NaN);
  return least;
}

function farthest(values: Float64Array, groups: number, from: number): number {
  let most = 0;
  for (let group = 0; group < groups; group++) most = Math.max(most, Math.abs((values[group] ?? Number.NaN) - from));
  return most;
}

function leastQuotient(values: Float64Array, groups: number, from: number): number {
  let least = 1;
  for (let group = 0; group < groups; group++) {
    const value = values[group] ?? Number.NaN;
    least = Math.min(least, value / from, from / value);
  }
  return least;
}
