import { UserError } from "@airworthy/evidence";
import type { Table } from "@airworthy/tables";
import { add } from "./add.ts";
import type { Attribute } from "./attribute.ts";
import { categoriesOf } from "./columns.ts";

/** Rows by an attribute's groups. */
export interface Grouping {
  /** Null for everyone together, in one group. */
  readonly attribute: string | null;
  /** Each row's group. */
  readonly codes: Uint32Array;
  readonly groups: readonly Group[];
  /** The group that others are compared with. */
  readonly reference: number;
  /** Declared groups without a row: nobody knows how they fare. Named as groups are. */
  readonly absent: readonly string[];
  /** Groups that nothing may be told of, since people in them could be recognised. */
  readonly hidden: ReadonlySet<number>;
}

export interface Group {
  /** "sex=F", "sex=F & age=old". Untrusted. */
  readonly name: string;
  /** "F", "F & old". */
  readonly value: string;
  readonly rows: number;
}

/** What stands for a value that is not there. */
export const MISSING = "(missing)";

/** A column of more values is an id, or wants to be binned. */
const MOST_GROUPS = 1_000;

const MOST_DENSE_KEYS = 2 ** 16;

const UNKNOWN = { reference: 0, absent: [], hidden: new Set<number>() } as const;

export function everyone(rows: number): Grouping {
  const all = { name: "everyone", value: "everyone", rows };
  return { ...UNKNOWN, attribute: null, codes: new Uint32Array(rows), groups: [all] };
}

/**
 * Groups the rows by what they have in all columns of the attribute together, in code-unit order of the groups' names; only
 * groups with rows. The reference is the group of that value, or the largest, of several the first. Throws a UserError for
 * more than a thousand groups, and for a reference that is none of them.
 */
export function groupRows(table: Table, attribute: Attribute, reference: string | undefined): Grouping {
  const columns = attribute.columns.map(({ column }) => categoriesOf(table, column));
  const possible = columns.reduce((product, { values }) => product * values.length, 1);
  if (possible > Number.MAX_SAFE_INTEGER) throw tooMany(table, attribute);
  const codes = new Uint32Array(table.rows);
  const known = new GroupKeys(possible);
  for (let row = 0; row < table.rows; row++) {
    let key = 0;
    for (const { codes: own, values } of columns) key = key * values.length + (own[row] ?? 0);
    const group = known.groupOf(key);
    if (group === MOST_GROUPS) throw tooMany(table, attribute);
    codes[row] = group;
  }
  const sizes = new Uint32Array(known.keys.length);
  for (let row = 0; row < codes.length; row++) add(sizes, codes[row] ?? 0, 1);
  const found = known.keys.map((key, group) => ({
    ...namesOf(attribute, valuesAt(key, columns)),
    rows: sizes[group] ?? 0,
  }));
  return { ...UNKNOWN, attribute: attribute.name, ...inOrder(codes, found, attribute, reference) };
}

/** Numbers keys in the order in which they come: by an array where the keys are few, as they mostly are. */
class GroupKeys {
  readonly keys: number[] = [];
  readonly #dense: Int32Array | null;
  readonly #sparse = new Map<number, number>();

  constructor(possible: number) {
    this.#dense = possible <= MOST_DENSE_KEYS ? new Int32Array(possible).fill(-1) : null;
  }

  groupOf(key: number): number {
    const known = this.#dense === null ? (this.#sparse.get(key) ?? -1) : (this.#dense[key] ?? -1);
    if (known >= 0) return known;
    if (this.#dense === null) this.#sparse.set(key, this.keys.length);
    else this.#dense[key] = this.keys.length;
    return this.keys.push(key) - 1;
  }
}

function valuesAt(key: number, columns: readonly { readonly values: readonly string[] }[]): string[] {
  let left = key;
  const reversed = columns.toReversed().map(({ values }) => {
    const value = values[left % values.length] ?? "";
    left = Math.floor(left / values.length);
    return value;
  });
  return reversed.reverse();
}

function namesOf({ columns }: Attribute, values: readonly string[]): { name: string; value: string } {
  const shown = values.map((value) => (value === "" ? MISSING : value));
  return {
    name: shown.map((value, index) => `${columns[index]?.column}=${value}`).join(" & "),
    value: shown.join(" & "),
  };
}

function inOrder(codes: Uint32Array, found: readonly Group[], attribute: Attribute, reference: string | undefined) {
  const order = found.map((_, group) => group).sort((a, b) => byName(found[a]?.name ?? "", found[b]?.name ?? ""));
  const ranks = new Uint32Array(order.length);
  for (const [rank, group] of order.entries()) ranks[group] = rank;
  for (let row = 0; row < codes.length; row++) codes[row] = ranks[codes[row] ?? 0] ?? 0;
  const groups = order.flatMap((group) => found[group] ?? []);
  const names = new Set(groups.map(({ name }) => name));
  return {
    codes,
    groups,
    reference: referenceOf(groups, attribute, reference),
    absent: declaredGroups(attribute).filter((name) => !names.has(name)),
  };
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function referenceOf(groups: readonly Group[], { name }: Attribute, value: string | undefined): number {
  if (value !== undefined) {
    const found = groups.findIndex((group) => group.value === value || group.name === value);
    if (found >= 0) return found;
    const known = groups.slice(0, 10).map((group) => JSON.stringify(group.value.slice(0, 80)));
    throw new UserError(`the reference of ${name} is ${JSON.stringify(value.slice(0, 80))}, which no row has`, {
      remedy: `Its groups are ${known.join(", ")}${groups.length > known.length ? ", …" : ""}.`,
    });
  }
  const largest = Math.max(...groups.map(({ rows }) => rows));
  return Math.max(
    0,
    groups.findIndex(({ rows }) => rows === largest),
  );
}

/** Every combination of the declared values. */
function declaredGroups(attribute: Attribute): string[] {
  let combined: string[][] = [[]];
  for (const { declared } of attribute.columns) {
    if (declared === null) return [];
    combined = combined.flatMap((before) => declared.map((value) => [...before, value]));
  }
  return combined.map((values) => namesOf(attribute, values).name);
}

function tooMany({ file }: Table, { name }: Attribute): UserError {
  return new UserError(`${file.name}: ${name} has more than ${MOST_GROUPS} groups`, {
    remedy: "Audit a column with fewer different values, such as an age in bands.",
  });
}
