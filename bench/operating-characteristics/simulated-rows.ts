import { normalQuantile, type Random } from "@airworthy/stats";
import type { Column } from "@airworthy/tables";
import type { ComparedSides } from "../../packages/comparison/src/inference/estimate-types.ts";
import type { Side } from "../../packages/comparison/src/tables/side.ts";

const CLUSTER_ROWS = 10;
/** How often both versions find the same row hard, and how often a cluster's rows share its outcome. */
const SHARED = 0.7;

/** A number a row of both versions. */
export type Pairs = readonly [candidate: Float64Array, baseline: Float64Array];

export function pairs(rows: number, draw: () => readonly number[]): Pairs {
  const both = [new Float64Array(rows), new Float64Array(rows)] as const;
  for (let row = 0; row < rows; row++) {
    const [now, was] = draw();
    both[0][row] = now ?? Number.NaN;
    both[1][row] = was ?? Number.NaN;
  }
  return both;
}

/** Whether either version is right, 1 or 0. */
export function outcomes(random: Random, [candidate, baseline]: readonly [number, number]): number[] {
  const hard = random.next();
  const isShared = random.next() < SHARED;
  return [hard < candidate ? 1 : 0, (isShared ? hard : random.next()) < baseline ? 1 : 0];
}

/** Most rows of a cluster have its first row's outcomes. */
export function shareInClusters(random: Random, right: Pairs): void {
  for (let row = 0; row < right[0].length; row++) {
    const first = row - (row % CLUSTER_ROWS);
    if (random.next() >= SHARED) continue;
    for (const values of right) values[row] = values[first] ?? 0;
  }
}

/** Two standard normal numbers with a correlation of 1/2. */
export function correlated(random: Random): number[] {
  const shared = normal(random);
  return [shared, normal(random), normal(random)].slice(1).map((own) => Math.SQRT1_2 * (shared + own));
}

function normal(random: Random): number {
  return normalQuantile(random.next() || Number.EPSILON);
}

export function compared(
  labels: Uint8Array,
  classes: readonly string[],
  candidate: Uint8Array,
  baseline: Uint8Array,
  isClustered: boolean,
): ComparedSides {
  const rows = labels.length;
  const side = (predictions: Uint8Array) =>
    sideOf(
      rows,
      new Map([
        ["label", texts(labels, classes)],
        ["prediction", texts(predictions, classes)],
      ]),
      classes,
    );
  const codes = Uint32Array.from({ length: rows }, (_, row) => Math.floor(row / CLUSTER_ROWS));
  const clusters = isClustered ? { codes, count: Math.ceil(rows / CLUSTER_ROWS) } : null;
  return { candidate: side(candidate), baseline: side(baseline), clusters };
}

export function sideOf(rows: number, columns: ReadonlyMap<string, Column>, classes: readonly string[] = []): Side {
  return { name: "simulated", rows, classes, columns, weights: null };
}

export function texts(codes: Uint8Array, values: readonly string[]): Column {
  return { kind: "category", codes: Uint16Array.from(codes), values };
}

export function numbers(values: Float64Array): Column {
  return { kind: "number", numbers: values };
}
