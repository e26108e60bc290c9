import { UserError } from "@airworthy/evidence";

/** One value of each of some columns: the rows that have them all. */
export type Slice = readonly { readonly column: string; readonly value: string }[];

/** Columns to group rows by; several are an intersection. */
export interface SliceRequest {
  readonly columns: readonly string[];
  /** The values that must be there, of a single column; null for whatever occurs. */
  readonly declared: readonly string[] | null;
}

const MAX_INTERSECTED = 4;

/**
 * Reads a line for each slicing: a column (`source`), a column with the values that must occur (`source: yelp | imdb`), or
 * columns to intersect (`source & language`). Throws a UserError for a slicing that is given twice, or that is empty.
 */
export function parseSliceRequests(lines: readonly string[]): SliceRequest[] {
  const requests = lines.map(parseSliceRequest);
  const names = requests.map(({ columns }) => [...columns].sort().join(" & "));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new UserError(`the slice ${JSON.stringify(twice.slice(0, 80))} was given twice`);
  return requests;
}

/** Such as `source=yelp&language=de`, percent-encoded: a slice's name within a finding's. */
export function sliceQuery(slice: Slice): string {
  return slice.map(({ column, value }) => `${percentEncode(column)}=${percentEncode(value)}`).join("&");
}

/** Half a surrogate pair, which JSON and YAML can write and no table can hold, has no UTF-8. */
function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/** The line that asks for a slicing, as parseSliceRequests reads it. */
export function sliceLine({ columns, declared }: SliceRequest): string {
  return declared === null ? columns.join(" & ") : `${columns[0] ?? ""}: ${declared.join(" | ")}`;
}

function parseSliceRequest(line: string): SliceRequest {
  const colon = line.indexOf(":");
  const columns = parts(colon < 0 ? line : line.slice(0, colon), "&");
  const shown = JSON.stringify(line.slice(0, 80));
  if (columns.length === 0 || columns.includes("")) {
    throw new UserError(
      `the slice ${shown} lacks a column; "source", "source: yelp | imdb" or "source & language" is allowed`,
    );
  }
  if (new Set(columns).size < columns.length) throw new UserError(`the slice ${shown} has a column twice`);
  if (columns.length > MAX_INTERSECTED) {
    throw new UserError(`the slice ${shown} has ${columns.length} columns; ${MAX_INTERSECTED} are allowed`);
  }
  if (colon < 0) return { columns, declared: null };
  const declared = parts(line.slice(colon + 1), "|");
  if (columns.length > 1) throw new UserError(`the slice ${shown} names values; that is for one column alone`);
  if (declared.includes("") || new Set(declared).size < declared.length) {
    throw new UserError(`the slice ${shown} has an empty or a repeated value`);
  }
  return { columns, declared };
}

function parts(text: string, separator: string): string[] {
  return text.split(separator).map((part) => part.trim());
}
