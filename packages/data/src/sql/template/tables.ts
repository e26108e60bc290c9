/** A common table expression. */
export interface NamedQuery {
  readonly name: string;
  readonly sql: string;
}

/** A column of a query: what it is called, and what it is. */
export type NamedValue = readonly [name: string, value: string];

export function selectList(values: readonly NamedValue[]): string {
  return values.map(([name, value]) => `    ${value} AS ${name}`).join(",\n");
}

/**
 * Rows that are equal in all columns, once and with how often they are there, as `<prefix>_copies`; how often they count, which is
 * once where there is an id, as `<prefix>_weight`. Without a column of ids every row is for itself, and nothing is grouped.
 */
export function countedRows(
  prefix: string,
  rows: NamedQuery,
  columns: readonly string[],
  hasId: boolean,
): NamedQuery[] {
  const counted = `${prefix}_counted`;
  if (!hasId)
    return [
      rows,
      { name: counted, sql: `  SELECT x.*, 1 AS ${prefix}_copies, 1 AS ${prefix}_weight FROM ${rows.name} AS x` },
    ];
  const list = columns.join(", ");
  const grouped = `${prefix}_grouped`;
  const weight = `CASE WHEN x.${prefix}_id IS NULL THEN x.${prefix}_copies ELSE 1 END`;
  return [
    rows,
    { name: grouped, sql: `  SELECT ${list}, COUNT(*) AS ${prefix}_copies\n  FROM ${rows.name}\n  GROUP BY ${list}` },
    { name: counted, sql: `  SELECT x.*, ${weight} AS ${prefix}_weight FROM ${grouped} AS x` },
  ];
}

/** A sum over the rows, of which there is one at least, for which all conditions hold. */
export function sumWhere(conditions: readonly string[], value: string): string {
  return `SUM(CASE WHEN ${conditions.join(" AND ")} THEN ${value} ELSE 0 END)`;
}
