import { UserError } from "@airworthy/evidence";
import type { Table } from "@airworthy/tables";
import { align, changedRows, fingerprintOf } from "@airworthy/tables";
import type { ComparedSides } from "../inference/estimate-types.ts";
import { membersOf } from "../metrics/counts/label-sets.ts";
import type { Side } from "./side.ts";

export interface Assembling {
  readonly candidate: Table;
  readonly baseline: Table | null;
  /** See ColumnPlan. */
  readonly shared: readonly string[];
  readonly cluster: string | null;
  /** All that a label may be; where empty, the labels that occur. */
  readonly classes: readonly string[];
  readonly isMultiLabel: boolean;
}

export interface AssembledRows {
  readonly sides: ComparedSides;
  readonly rows: number;
  /** Of ids and labels, whatever the order of the rows. */
  readonly fingerprint: string;
  readonly candidate: Table;
  /** 1 for each row on which the versions answer differently; null without a baseline. */
  readonly changed: Uint8Array | null;
}

/** Two tables as a comparison takes them. Throws a UserError where they do not pair, or disagree on what a row is. */
export function assemble(given: Assembling): AssembledRows {
  const { candidate, baseline } = align(given.candidate, given.baseline, given.shared);
  const weights = weightsOf(candidate);
  const classes = classesOf(candidate, given);
  const side = (table: Table): Side => ({
    name: table.file.name,
    rows: table.rows,
    classes,
    columns: table.columns,
    weights,
  });
  const sides = {
    candidate: side(candidate),
    baseline: baseline === null ? null : side(baseline),
    clusters: clustersOf(candidate, given.cluster),
  };
  return {
    sides,
    rows: candidate.rows,
    fingerprint: fingerprintOf(candidate, candidate.columns.get("label")),
    candidate,
    changed: baseline === null ? null : changedRows(candidate, baseline),
  };
}

function weightsOf({ file, columns }: Table): Float64Array | null {
  const column = columns.get("weight");
  if (column?.kind !== "number") return null;
  if (column.numbers.every((weight) => weight === 1)) return null;
  if (!column.numbers.some((weight) => weight > 0)) {
    throw new UserError(`${file.name}: every weight is 0; at least one row must weigh something`);
  }
  return column.numbers;
}

/** Sorted by code unit, so that neither the order of rows nor a locale matters. */
function classesOf(table: Table, { classes, isMultiLabel }: Assembling): readonly string[] {
  const labels = table.columns.get("label");
  if (labels?.kind !== "category") return [];
  const occurring = isMultiLabel ? labels.values.flatMap(membersOf) : labels.values;
  return [...new Set(classes.length > 0 ? classes : occurring)].sort();
}

function clustersOf(table: Table, cluster: string | null): ComparedSides["clusters"] {
  if (cluster === null) return null;
  const column = table.columns.get(cluster);
  if (column?.kind !== "category") throw new Error(`the table was read without the cluster ${cluster}`);
  return { codes: Uint32Array.from(column.codes), count: column.values.length };
}
