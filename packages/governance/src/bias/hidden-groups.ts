import type { Grouping } from "./groups.ts";
import { type GroupPlace, type SameRows, sameRows } from "./same-rows.ts";
import { keyOf, solvedPlaces } from "./solved-places.ts";

/**
 * The groups that nothing may be told of: those of fewer rows than `below`, in which people could be recognised, and those from
 * which they could be worked out, by subtraction from what they and others add up to. So where groups that are told add up to
 * others, the hidden ones of those are none, or at least two with at least `below` rows together; of a hidden group every
 * part is hidden; and no hidden group follows from several such sums together. What adds up to what, the rows say and
 * not the columns: countries add up to their regions. Primary and complementary suppression: Hundepool et al., Handbook on
 * Statistical Disclosure Control (2010). How near a hidden value may be guessed is beyond it. By grouping, in their order.
 */
export function hiddenGroups(groupings: readonly Grouping[], below: number): readonly ReadonlySet<number>[] {
  const hidden = groupings.map(({ groups }) => {
    const small = groups.flatMap(({ rows }, group) => (rows < below ? [group] : []));
    return new Set(small);
  });
  if (hidden.every(({ size }) => size === 0)) return hidden;
  // The shortest first, which spare the others most.
  const sums = sameRows(groupings).sort((a, b) => a.flat().length - b.flat().length);
  const hiding = new Hiding(hidden, below);
  do {
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (const sum of sums) if (hiding.protect(sum)) isChanged = true;
    }
  } while (hiding.protectTogether(sums));
  return hidden;
}

/** Nothing that is hidden is ever shown again. */
class Hiding {
  readonly #hidden: readonly Set<number>[];
  readonly #below: number;

  constructor(hidden: readonly Set<number>[], below: number) {
    this.#hidden = hidden;
    this.#below = below;
  }

  /** Hides what the sum would give away by itself; whether there was anything. */
  protect([one, other]: SameRows): boolean {
    return [this.#protectSide(one, other), this.#protectSide(other, one)].includes(true);
  }

  /** Hides one more group where several sums together would give one away; whether they would. */
  protectTogether(sums: readonly SameRows[]): boolean {
    const solved = solvedPlaces(sums, this.#isHidden);
    const isSolved = (place: GroupPlace) => solved.has(keyOf(place));
    const shown = (places: readonly GroupPlace[]) => places.filter((place) => !this.#isHidden(place));
    if (solved.size === 0) return false;
    const near = shown(sums.flatMap((sum) => (sum.flat().some(isSolved) ? sum.flat() : [])));
    const far = shown(sums.flatMap((sum) => (sum.flat().some(this.#isHidden) ? sum.flat() : [])));
    const [smallest] = [near, far].flatMap((places) => places.toSorted((a, b) => a.rows - b.rows));
    return smallest !== undefined && this.#hide([smallest]);
  }

  #protectSide(side: readonly GroupPlace[], other: readonly GroupPlace[]): boolean {
    if (side.length === 1 && side.every(this.#isHidden)) return this.#hide(other);
    const unseen = side.filter(this.#isHidden);
    const rows = unseen.reduce((sum, place) => sum + place.rows, 0);
    if (unseen.length === 0 || other.some(this.#isHidden)) return false;
    if (unseen.length > 1 && rows >= this.#below) return false;
    const smallest = side.find((place) => !this.#isHidden(place)) ?? other[0];
    return smallest !== undefined && this.#hide([smallest]);
  }

  #hide(places: readonly GroupPlace[]): boolean {
    const shown = places.filter((place) => !this.#isHidden(place));
    for (const { grouping, group } of shown) this.#hidden[grouping]?.add(group);
    return shown.length > 0;
  }

  readonly #isHidden = ({ grouping, group }: GroupPlace): boolean => this.#hidden[grouping]?.has(group) ?? false;
}
