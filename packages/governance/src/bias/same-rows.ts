import type { Grouping } from "./groups.ts";

/** A group, by its grouping and its place there. */
export interface GroupPlace {
  readonly grouping: number;
  readonly group: number;
  readonly rows: number;
}

/**
 * Groups of two groupings that are made of the same rows: what those of the one add up to is what those of the other add up to.
 * Countries and their region are such, and so are the groups of "sex & age" and of "age & region" of one age. By rows, the
 * fewest first.
 */
export type SameRows = readonly [readonly GroupPlace[], readonly GroupPlace[]];

/** All that there are of each two groupings, as small as can be. */
export function sameRows(groupings: readonly Grouping[]): SameRows[] {
  return groupings.flatMap((one, a) =>
    groupings.slice(a + 1).flatMap((other, index) => sameRowsOf([one, a], [other, a + 1 + index])),
  );
}

type Numbered = readonly [grouping: Grouping, place: number];

/** Groups that have a row in common belong together: the components of the graph of both groupings' groups. */
function sameRowsOf([one, a]: Numbered, [other, b]: Numbered): SameRows[] {
  const shift = one.groups.length;
  const parents = Uint32Array.from({ length: shift + other.groups.length }, (_, node) => node);
  let components = parents.length;
  for (let row = 0; row < one.codes.length && components > 1; row++) {
    const from = rootOf(parents, one.codes[row] ?? 0);
    const to = rootOf(parents, shift + (other.codes[row] ?? 0));
    if (from === to) continue;
    parents[Math.max(from, to)] = Math.min(from, to);
    components--;
  }
  const together = Map.groupBy(parents.keys(), (node) => rootOf(parents, node));
  return [...together.values()].map((nodes) => [
    nodes.flatMap((node) => placeOf([one, a], node)).sort(byRows),
    nodes.flatMap((node) => placeOf([other, b], node - shift)).sort(byRows),
  ]);
}

/** None where the number is of no group. */
function placeOf([{ groups }, grouping]: Numbered, group: number): GroupPlace | readonly [] {
  const rows = groups[group]?.rows;
  return rows === undefined ? [] : { grouping, group, rows };
}

function byRows(a: GroupPlace, b: GroupPlace): number {
  return a.rows - b.rows;
}

function rootOf(parents: Uint32Array, node: number): number {
  let at = node;
  while (parents[at] !== at) {
    // Halves the path, for whoever comes next.
    parents[at] = parents[parents[at] ?? 0] ?? 0;
    at = parents[at] ?? 0;
  }
  return at;
}
