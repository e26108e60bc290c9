import { UserError } from "@airworthy/evidence";

/** A sensitive attribute, or several together: an intersection. */
export interface Attribute {
  /** "sex", "sex & age". */
  readonly name: string;
  readonly columns: readonly AttributeColumn[];
}

export interface AttributeColumn {
  readonly column: string;
  /** The values that must occur; null for whatever occurs. */
  readonly declared: readonly string[] | null;
}

/** More columns together leave groups of a few rows each. */
const MOST_COLUMNS = 4;
const MOST_DECLARED = 1_000;
const ALLOWED = '"sex", "sex=F|M" or "sex & age"';

/**
 * Reads a line for each attribute: a column (`sex`), one with the groups that must be there (`sex=F|M`), or up to four of these to
 * intersect (`sex & age`, `sex=F|M & age=young|old`). Throws a UserError for a line that is none of them and for an attribute that is given twice.
 */
export function parseAttributes(lines: readonly string[]): Attribute[] {
  const attributes = lines.map(parseAttribute);
  const names = attributes.map(({ columns }) =>
    columns
      .map(({ column }) => column)
      .sort()
      .join(" & "),
  );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(`the attribute ${JSON.stringify(twice.slice(0, 80))} is given twice`);
  return attributes;
}

/** The attributes with every two single ones of them intersected, but for those that are intersected already. */
export function withPairs(attributes: readonly Attribute[]): Attribute[] {
  const singles = attributes.flatMap(({ columns }) => (columns.length === 1 ? columns : []));
  const known = new Set(attributes.map(keyOf));
  const pairs = singles.flatMap((a, index) =>
    singles.slice(index + 1).map((b) => together([withoutGroups(a), withoutGroups(b)])),
  );
  return [...attributes, ...pairs.filter((pair) => !known.has(keyOf(pair)))];
}

function parseAttribute(line: string): Attribute {
  const columns = line.split("&").map((part) => parseColumn(part.trim(), line));
  const names = columns.map(({ column }) => column);
  if (new Set(names).size < names.length) throw problem(line, "it has a column twice");
  if (columns.length > MOST_COLUMNS)
    throw problem(line, `it has ${columns.length} columns; ${MOST_COLUMNS} are allowed`);
  const declared = columns.filter((column) => column.declared !== null);
  if (declared.length > 0 && declared.length < columns.length) {
    throw problem(line, "it names groups of some of its columns; all or none is allowed");
  }
  const groups = columns.reduce((product, column) => product * (column.declared?.length ?? 1), 1);
  if (groups > MOST_DECLARED) throw problem(line, `it declares ${groups} groups; ${MOST_DECLARED} are allowed`);
  return together(columns);
}

function parseColumn(part: string, line: string): AttributeColumn {
  const [name = "", groups] = part.split(/=(.*)/s);
  const column = name.trim();
  if (column === "") throw problem(line, "it lacks a column");
  if (groups === undefined) return { column, declared: null };
  const declared = groups.split("|").map((group) => group.trim());
  if (declared.includes("") || new Set(declared).size < declared.length) {
    throw problem(line, "it has an empty or a repeated group");
  }
  return { column, declared };
}

function together(columns: readonly AttributeColumn[]): Attribute {
  return { name: columns.map(({ column }) => column).join(" & "), columns };
}

function keyOf({ columns }: Attribute): string {
  return JSON.stringify(columns.map(({ column }) => column).sort());
}

/** That every group of one occurs does not say that every two do. */
function withoutGroups({ column }: AttributeColumn): AttributeColumn {
  return { column, declared: null };
}

function problem(line: string, what: string): UserError {
  return new UserError(`the attribute ${JSON.stringify(line.slice(0, 200))}: ${what}`, {
    remedy: `Write ${ALLOWED}.`,
  });
}
