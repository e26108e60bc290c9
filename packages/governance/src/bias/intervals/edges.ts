import { wilsonInterval } from "@airworthy/stats";
import { add } from "../add.ts";
import { FIRST_CLASS, PER_CLASS, RIGHT, ROWS } from "../samples/class-rows.ts";
import type { Sums } from "../samples/sums.ts";

/** A share of a group's rows: of those labelled with a class that are predicted so, of the others that are, or of all that are right. */
export interface Share {
  readonly group: number;
  readonly kind: "true positives" | "false positives" | "right";
  readonly view: number;
}

/** Where none of the rows has it, or each. */
export type Edge = "none" | "all";

/** Of one class the share of right answers follows from the other two. */
export function sharesOf(groups: number, classes: number): Share[] {
  const ofGroup = (group: number): Share[] => [
    ...(classes > 1 ? [{ group, kind: "right", view: 0 } as const] : []),
    ...Array.from({ length: classes }, (_, view): Share[] => [
      { group, kind: "true positives", view },
      { group, kind: "false positives", view },
    ]).flat(),
  ];
  return Array.from({ length: groups }, (_, group) => ofGroup(group)).flat();
}

/** Null where some of the rows have it and some not, or where there are no rows. */
export function edgeOf(counts: Sums, share: Share): Edge | null {
  const of = totalOf(counts, share);
  const hits = counts.values[placeOf(counts, share)] ?? Number.NaN;
  if (of === 0) return null;
  return hits === 0 ? "none" : hits === of ? "all" : null;
}

/** Puts a share that is at an edge at the other end of its Wilson interval, which rests on `counts`; everyone's sums follow. */
export function moveShare(
  sums: Sums,
  counts: Sums,
  share: Share,
  { edge, level }: { edge: Edge; level: number },
): void {
  const n = totalOf(counts, share);
  const to = edge === "none" ? wilsonInterval(0, n, level).high : wilsonInterval(n, n, level).low;
  const by = to * totalOf(sums, share) - (sums.values[placeOf(sums, share)] ?? Number.NaN);
  sums.fillings++;
  const isOneClass = sums.width === FIRST_CLASS + PER_CLASS;
  for (const group of [share.group, sums.groups]) {
    const place = placeOf(sums, { ...share, group });
    add(sums.values, place, by);
    if (share.kind === "true positives") add(sums.values, place + 2, -by);
    if (isOneClass) add(sums.values, group * sums.width + RIGHT, share.kind === "true positives" ? by : -by);
  }
}

function placeOf({ width }: Sums, { group, kind, view }: Share): number {
  const from = group * width;
  if (kind === "right") return from + RIGHT;
  return from + FIRST_CLASS + PER_CLASS * view + (kind === "true positives" ? 0 : 1);
}

function totalOf({ values, width }: Sums, { group, kind, view }: Share): number {
  const rows = values[group * width + ROWS] ?? 0;
  if (kind === "right") return rows;
  const from = group * width + FIRST_CLASS + PER_CLASS * view;
  const labelled = (values[from] ?? 0) + (values[from + 2] ?? 0);
  return kind === "true positives" ? labelled : rows - labelled;
}
