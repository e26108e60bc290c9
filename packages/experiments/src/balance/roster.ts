import { UserError } from "@airworthy/evidence";
import { checkIds, type Table } from "@airworthy/tables";
import { SLOTS } from "../slots/slots.ts";
import type { Experiment } from "../state/experiment.ts";
import { HOLDOUT_SALT, namespaceSalt } from "../state/salts.ts";
import { type Attribute, attributeOf } from "./attributes.ts";
import { hashKeys, prepareKeys, type SaltedKeys } from "./salted-keys.ts";

/** Those of a roster that take part in an experiment: who is held out, or in another part of the namespace, is not dealt an arm. */
export interface Participants {
  readonly roster: { readonly name: string; readonly sha256: string };
  /** On the roster; those that take part are fewer. */
  readonly rows: number;
  readonly keys: SaltedKeys;
  readonly attributes: readonly Attribute[];
}

/**
 * The participants of an experiment, by the columns that are declared. Throws a UserError for users that are there twice, and where
 * nobody takes part.
 */
export function participantsOf(
  table: Table,
  columns: readonly string[],
  experiment: Pick<Experiment, "namespace" | "ranges" | "holdout">,
): Participants {
  checkIds(table);
  const rows = rowsTakingPart(table, experiment);
  if (rows.length === 0) throw new UserError(`${table.file.name}: none of its ${table.rows} users takes part`);
  return {
    roster: table.file,
    rows: table.rows,
    keys: prepareKeys(table.ids, rows),
    attributes: columns.map((name) => {
      const column = table.columns.get(name);
      if (column === undefined) throw new UserError(`${table.file.name} has no column ${JSON.stringify(name)}`);
      return attributeOf(name, column, rows);
    }),
  };
}

/** The slot of a hash, as flagd works it out: (hash × total) / 2^32, rounded down; exact in doubles. */
export function slotOf(hash: number): number {
  return Math.floor((hash * SLOTS) / 2 ** 32);
}

function rowsTakingPart(
  { ids, rows }: Table,
  { namespace, ranges, holdout }: Pick<Experiment, "namespace" | "ranges" | "holdout">,
): Uint32Array {
  const all = Uint32Array.from({ length: rows }, (_, row) => row);
  const keys = prepareKeys(ids, all);
  const isInRange = new Uint8Array(SLOTS);
  for (const { from, to } of ranges) isInRange.fill(1, from, to);
  const held = new Uint32Array(rows);
  const placed = new Uint32Array(rows);
  hashKeys(keys, HOLDOUT_SALT, held);
  hashKeys(keys, namespaceSalt(namespace), placed);
  return all.filter((row) => slotOf(held[row] ?? 0) >= holdout && isInRange[slotOf(placed[row] ?? 0)] === 1);
}
