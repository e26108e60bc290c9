import type { CategoryColumn, ColumnRequest, Table } from "@airworthy/tables";
import type { BiasSettings, BiasTask } from "./settings.ts";

/** What measureBias needs to have read. Each column is asked for once. */
export function biasColumns(settings: BiasSettings): ColumnRequest[] {
  const categories = [...namesOfAttributes(settings), ...(settings.cluster === null ? [] : [settings.cluster])];
  const requests = [
    ...taskColumns(settings.task),
    ...categories.map((column) => category(column)),
    optional("weight", 0),
  ];
  const seen = new Set<string>();
  return requests.filter((request) => {
    const name = "column" in request ? request.column : "";
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** The columns that say what a row is, on which both tables must agree. */
export function sharedColumns(settings: BiasSettings): string[] {
  const { cluster, task } = settings;
  const names = [...namesOfAttributes(settings), "label", "weight", ...(task === "ranking" ? ["query"] : [])];
  return [...new Set(cluster === null ? names : [...names, cluster])];
}

export function categoriesOf(table: Table, name: string): CategoryColumn {
  const column = table.columns.get(name);
  if (column?.kind !== "category") throw new Error(`${table.file.name} was read without the column ${name}`);
  return column;
}

export function numbersOf(table: Table, name: string): Float64Array {
  const numbers = optionalNumbers(table, name);
  if (numbers === null) throw new Error(`${table.file.name} was read without the numbers of ${name}`);
  return numbers;
}

export function optionalNumbers(table: Table, name: string): Float64Array | null {
  const column = table.columns.get(name);
  return column?.kind === "number" ? column.numbers : null;
}

function namesOfAttributes({ attributes }: BiasSettings): string[] {
  return attributes.flatMap(({ columns }) => columns.map(({ column }) => column));
}

function taskColumns(task: BiasTask): ColumnRequest[] {
  switch (task) {
    case "classification":
      return [category("label"), category("prediction"), optional("score", 0)];
    case "multi-class":
      return [category("label"), category("prediction")];
    case "multi-label":
      return [category("label", true), category("prediction", true)];
    case "regression":
      return [number("label"), number("prediction")];
    case "ranking":
      return [category("query"), optional("rank", 0), optional("score"), optional("label", 0)];
  }
}

function category(column: string, isSet = false): ColumnRequest {
  return { kind: "category", column, allowed: [], isSet };
}

function number(column: string): ColumnRequest {
  return { kind: "number", column, isOptional: false, least: Number.NEGATIVE_INFINITY };
}

function optional(column: string, least = Number.NEGATIVE_INFINITY): ColumnRequest {
  return { kind: "number", column, isOptional: true, least };
}
