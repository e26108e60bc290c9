import { FATES, fate, isAwaited } from "./fates.ts";
import type { Parts } from "./parts.ts";
import { countedRows, type NamedQuery, type NamedValue, selectList, sumWhere } from "./tables.ts";

/** How the versions are told apart in the database: a larger arm is one more than a smaller, and a crossover has both. */
export const ARM_NUMBERS = { candidate: 1, baseline: 0 } as const;

/** One row a unit with any exposure, as `exposed`: what its exposures were, and where it counts its version and its groups. */
export function exposureQueries(parts: Parts): NamedQuery[] {
  const { query } = parts;
  const rows = exposureRows(parts);
  const names = rows.values.map(([name]) => name);
  const received = query.exposures.columns.received === null ? null : "e_received";
  const judged = [
    "  SELECT x.*,",
    `    ${fate("e_at", "e_unit", received, query.times)} AS e_fate,`,
    `    ${armOf(parts)} AS e_arm`,
    "  FROM e_counted AS x",
  ];
  const first = "MIN(CASE WHEN e_fate = 0 AND e_arm IS NOT NULL THEN e_at END) OVER (PARTITION BY e_unit)";
  return [
    ...countedRows("e", rows, names, query.exposures.columns.id !== null),
    { name: "e_judged", sql: judged.join("\n") },
    ...(parts.groupColumns.length === 0
      ? []
      : [{ name: "e_settled", sql: `  SELECT x.*, ${first} AS e_first FROM e_judged AS x` }]),
    { name: "e_units", sql: unitRows(parts) },
    { name: "exposed", sql: exposedRows(parts) },
  ];
}

function exposureRows({ query, dialect, kinds, groupColumns }: Parts): NamedQuery & { values: readonly NamedValue[] } {
  const { flag, version, segment, times } = query;
  const { table, columns } = query.exposures;
  const column = (name: string) => `r.${dialect.identifier(name)}`;
  const text = (name: string) => dialect.asText(column(name));
  const is = (name: string | null, value: string | null) =>
    name === null || value === null ? [] : [`${text(name)} = ${dialect.literal(value)}`];
  const values: NamedValue[] = [
    ["e_at", dialect.milliseconds(column(columns.time), kinds.exposed)],
    ["e_unit", text(columns.unit)],
    ["e_variant", text(columns.variant)],
  ];
  if (columns.id !== null) values.push(["e_id", text(columns.id)]);
  if (columns.received !== null) {
    values.push(["e_received", dialect.milliseconds(column(columns.received), kinds.exposureReceived)]);
  }
  for (const [index, name] of groupColumns.entries()) values.push([`e_g${index}`, text(name)]);
  const conditions = [
    isAwaited(column(columns.time), kinds.exposed, times.from, times, dialect),
    ...is(columns.flag, flag),
    ...is(columns.version, version),
    ...is(segment?.column ?? null, segment?.value ?? null),
    ...query.excluded.map(
      ({ column: name, value }) => `(${text(name)} IS NULL OR ${text(name)} <> ${dialect.literal(value)})`,
    ),
  ];
  const sql = `  SELECT\n${selectList(values)}\n  FROM ${table} AS r\n  WHERE ${conditions.join("\n    AND ")}`;
  return { name: "e_rows", sql, values };
}

function armOf({ query, dialect }: Parts): string {
  const among = (texts: readonly string[]) =>
    texts.length === 0 ? "1 = 0" : `e_variant IN (${texts.map((text) => dialect.literal(text)).join(", ")})`;
  const { candidate, baseline } = query.variants;
  const { candidate: one, baseline: other } = ARM_NUMBERS;
  return `CASE WHEN ${among(candidate)} THEN ${one} WHEN ${among(baseline)} THEN ${other} END`;
}

function unitRows({ dialect, groupColumns }: Parts): string {
  const known = "e_fate = 0 AND e_arm IS NOT NULL";
  const values: NamedValue[] = [
    ["u_unit", "e_unit"],
    ["u_events", "SUM(e_copies)"],
    ["u_late", sumWhere([`e_fate = ${FATES.late}`], "e_copies")],
    ["u_future", sumWhere([`e_fate = ${FATES.fromTheFuture}`], "e_copies")],
    ["u_incomplete", sumWhere([`e_fate = ${FATES.incomplete}`], "e_copies")],
    ["u_duplicate", sumWhere(["e_fate = 0"], "e_copies - e_weight")],
    ["u_unknown", sumWhere(["e_fate = 0 AND e_arm IS NULL"], "e_weight")],
    ["u_first", `MIN(CASE WHEN ${known} THEN e_at END)`],
    ["u_newest", `MAX(CASE WHEN ${known} THEN e_at END)`],
    ["u_least", `MIN(CASE WHEN ${known} THEN e_arm END)`],
    ["u_most", `MAX(CASE WHEN ${known} THEN e_arm END)`],
    ...groupColumns.map(
      (_, index): NamedValue => [
        `u_g${index}`,
        `MIN(CASE WHEN ${known} AND e_at = e_first THEN ${dialect.inOrder(`e_g${index}`)} END)`,
      ],
    ),
  ];
  const from = groupColumns.length === 0 ? "e_judged" : "e_settled";
  return `  SELECT\n${selectList(values)}\n  FROM ${from}\n  GROUP BY e_unit`;
}

function exposedRows({ query }: Parts): string {
  const { within, until } = query.times;
  const isComplete = within === null ? "" : ` AND u_first <= ${until - within}`;
  return [
    "  SELECT x.*,",
    "    CASE WHEN u_least < u_most THEN 1 ELSE 0 END AS u_crossover,",
    `    CASE WHEN u_least = u_most${isComplete} THEN u_most END AS u_arm`,
    "  FROM e_units AS x",
  ].join("\n");
}
