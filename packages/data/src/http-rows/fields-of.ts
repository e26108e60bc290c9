/** Columns of numbers and lists, which CSV has as texts. */
const WRITTEN_AS_TEXT: ReadonlySet<string> = new Set([
  "units",
  "sum",
  "squares",
  "otherSum",
  "otherSquares",
  "products",
  "invalid",
  "outcomes",
  "limits",
  "counts",
  "quality",
  "newest",
  "newestOutcome",
  "window",
]);

/**
 * A row's fields as JSON has them. A table has every column in every row: what is empty there is not there at all, but for a
 * group's value, which may be empty.
 */
export function fieldsOf(values: ReadonlyMap<string, unknown>): object {
  const column = values.get("column");
  const isOfGroup = column !== undefined && column !== null && column !== "";
  const there = [...values].filter(([name, value]) =>
    name === "value" ? isOfGroup : value !== null && value !== undefined && value !== "",
  );
  return Object.fromEntries(there.map(([name, value]) => [name, WRITTEN_AS_TEXT.has(name) ? unwritten(value) : value]));
}

/** What a text writes as JSON; the text itself where it is none, such as a time. */
function unwritten(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
