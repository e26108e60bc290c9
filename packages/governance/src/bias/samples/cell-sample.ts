import { multinomialResampler } from "@airworthy/stats";
import { add } from "../add.ts";
import type { Grouping } from "../groups.ts";
import type { ClassRows } from "./class-rows.ts";
import { addUp, emptySums, type Sample, type SidesSums, type Sums } from "./sums.ts";

/** Groups times outcomes up to which they are counted in an array. */
const MOST_DENSE_CELLS = 2 ** 22;

interface Cells {
  readonly groups: Uint32Array;
  readonly outcomes: Uint32Array;
  readonly rows: number[];
}

/**
 * Rows that weigh 1 each and are drawn one by one: how many there are of each group and outcome says all, and a resample
 * costs as much as there are such cells, whatever the number of rows.
 */
export function cellSample(rows: ClassRows, grouping: Grouping): Sample {
  const cells = countCells(rows, grouping);
  const groups = grouping.groups.length;
  const observed: SidesSums = {
    candidate: emptySums(groups, rows.width),
    baseline: rows.baseline === null ? null : emptySums(groups, rows.width),
  };
  const fill = (counts: ArrayLike<number>, { candidate, baseline }: SidesSums) => {
    fillSums(candidate, cells, counts, rows.candidate);
    if (baseline !== null && rows.baseline !== null) fillSums(baseline, cells, counts, rows.baseline);
  };
  fill(cells.rows, observed);
  return {
    observed,
    counts: observed,
    isSimple: true,
    resampler: (random, into) => {
      const drawn = new Int32Array(cells.rows.length);
      const draw = multinomialResampler(cells.rows, random);
      return () => {
        draw(drawn);
        fill(drawn, into);
      };
    },
  };
}

/** The cells that have rows, by group and then outcome in an order that does not depend on that of the rows. */
function countCells({ outcomes, candidate, baseline }: ClassRows, { codes, groups }: Grouping): Cells {
  const kinds = candidate.length;
  const counts = groups.length * kinds <= MOST_DENSE_CELLS ? dense() : sparse();
  const keys = [...candidate.keys()].map((outcome) => `${candidate[outcome]};${baseline?.[outcome]}`);
  const ranks = new Uint32Array(kinds);
  const order = [...keys.keys()].sort((a, b) => ((keys[a] ?? "") < (keys[b] ?? "") ? -1 : 1));
  for (const [rank, outcome] of order.entries()) ranks[outcome] = rank;
  const rank = (key: number) => Math.floor(key / kinds) * kinds + (ranks[key % kinds] ?? 0);
  counts.sort(([a], [b]) => rank(a) - rank(b));
  return {
    groups: Uint32Array.from(counts, ([key]) => Math.floor(key / kinds)),
    outcomes: Uint32Array.from(counts, ([key]) => key % kinds),
    rows: counts.map(([, count]) => count),
  };

  function dense(): [key: number, count: number][] {
    const all = new Uint32Array(groups.length * kinds);
    for (let row = 0; row < codes.length; row++) {
      const key = (codes[row] ?? 0) * kinds + (outcomes[row] ?? 0);
      add(all, key, 1);
    }
    return [...all.entries()].filter(([, count]) => count > 0);
  }

  function sparse(): [key: number, count: number][] {
    const all = new Map<number, number>();
    for (let row = 0; row < codes.length; row++) {
      const key = (codes[row] ?? 0) * kinds + (outcomes[row] ?? 0);
      all.set(key, (all.get(key) ?? 0) + 1);
    }
    return [...all];
  }
}

function fillSums(sums: Sums, cells: Cells, counts: ArrayLike<number>, adds: readonly Uint32Array[]): void {
  const { values, width } = sums;
  values.fill(0);
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell] ?? 0;
    if (count === 0) continue;
    const from = (cells.groups[cell] ?? 0) * width;
    for (const place of adds[cells.outcomes[cell] ?? 0] ?? []) add(values, from + place, count);
  }
  addUp(sums);
  sums.fillings++;
}
