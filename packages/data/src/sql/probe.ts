import { UserError } from "@airworthy/evidence";
import type { SignalQuery } from "@airworthy/signals";
import { shown } from "../shown.ts";
import { type TimeKind, timeKindOf } from "./dialects/time-kind.ts";
import type { SqlEngine } from "./engine.ts";
import type { TimeKinds } from "./template/parts.ts";

/**
 * What the columns of times hold, by their types, which costs the database nothing: only so can it be asked for a part of the time
 * in terms that let it pass over partitions. Throws a UserError for types that are no times.
 */
export async function probeTimes(engine: SqlEngine, query: SignalQuery): Promise<TimeKinds> {
  const { exposures, outcomes } = query;
  const columns: readonly (readonly [string | null, string | null])[] = [
    [exposures.table, exposures.columns.time],
    [exposures.table, exposures.columns.received],
    [outcomes.table, outcomes.columns.time],
    [outcomes.table, outcomes.columns.received],
  ];
  const { dialect } = engine;
  const types = columns.map(([table, column]) =>
    column === null ? "NULL" : dialect.typeOf(`(SELECT r.${dialect.identifier(column)} FROM ${table} AS r LIMIT 1)`),
  );
  const [row] = await engine.run(`SELECT ${types.join(", ")}`);
  const kindAt = (place: number) => kindOf(columns[place]?.[1] ?? null, row?.[place]);
  return { exposed: kindAt(0), exposureReceived: kindAt(1), done: kindAt(2), outcomeReceived: kindAt(3) };
}

function kindOf(column: string | null, type: unknown): TimeKind {
  if (column === null) return "whole";
  const kind = typeof type === "string" ? timeKindOf(type) : null;
  if (kind !== null) return kind;
  throw new UserError(`the column ${shown(column)} is of type ${shown(String(type))}, which holds no times`, {
    remedy: "It must hold timestamps or milliseconds since 1970: give a query in brackets as the table that casts it.",
  });
}
