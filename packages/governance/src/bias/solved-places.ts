import type { GroupPlace, SameRows } from "./same-rows.ts";

/** What rounding leaves of a coefficient that is none; they begin as 1 and -1. */
const NOISE = 1e-7;

/** By unknown; what is 0 is left out. */
type Equation = Map<string, number>;

/**
 * The hidden places that several sums together give away, though none does alone: those that are the same in every solution
 * of the equations that the told ones leave (Gauss and Jordan's elimination).
 */
export function solvedPlaces(sums: readonly SameRows[], isHidden: (place: GroupPlace) => boolean): ReadonlySet<string> {
  const reduced = new Map<string, Equation>();
  for (const sides of sums) {
    const equation: Equation = new Map(
      sides.flatMap((places, side) =>
        places.filter(isHidden).map((place) => [keyOf(place), side === 0 ? 1 : -1] as const),
      ),
    );
    for (const [unknown, factor] of [...equation]) {
      const known = reduced.get(unknown);
      if (known !== undefined) subtract(equation, known, factor);
    }
    const [pivot] = equation;
    if (pivot === undefined) continue;
    const [unknown, scale] = pivot;
    for (const [other, factor] of equation) equation.set(other, factor / scale);
    for (const before of reduced.values()) subtract(before, equation, before.get(unknown) ?? 0);
    reduced.set(unknown, equation);
  }
  return new Set([...reduced].flatMap(([unknown, { size }]) => (size === 1 ? [unknown] : [])));
}

export function keyOf({ grouping, group }: GroupPlace): string {
  return `${grouping} ${group}`;
}

function subtract(from: Equation, other: Equation, times: number): void {
  if (times === 0) return;
  for (const [unknown, factor] of other) {
    const left = (from.get(unknown) ?? 0) - times * factor;
    if (Math.abs(left) < NOISE) from.delete(unknown);
    else from.set(unknown, left);
  }
}
