import { UserError } from "@airworthy/evidence";

/** Under this key metrics of slices stand; a metric cannot have its name. */
const SLICES = "slices";

export interface WrittenMetric {
  readonly name: string;
  /** Of which rows it is, as values of columns; empty for all rows. */
  readonly slice: readonly { readonly column: string; readonly value: string }[];
  /** Null, NaN and infinities are written as null: the name stays, and no reader takes it for a number. */
  readonly value: number | null;
}

type Tree = Map<string, Tree | number | null>;

/**
 * Metrics in the form that `dvc metrics` reads: `{"accuracy": 0.93, "slices": {"source": {"yelp": {"accuracy": 0.9}}}}`, a
 * slice of several columns under their names and values joined by "&". So that names joined by "." stay apart, "." in a
 * column's name or value is written "%2E", "&" "%26" and "%" "%25". Throws a UserError for a metric named `slices`.
 */
export function formatMetricsJson(metrics: readonly WrittenMetric[]): string {
  const root: Tree = new Map();
  for (const { name, slice, value } of metrics) {
    if (name === SLICES || name.startsWith(`${SLICES}.`)) {
      throw new UserError(
        `a metric has the name ${JSON.stringify(name)}; ${SLICES} is kept for slices in metrics.json`,
      );
    }
    const column = slice.map((part) => escapePart(part.column)).join("&");
    const group = slice.map((part) => escapePart(part.value)).join("&");
    const tree = slice.length === 0 ? root : [SLICES, column, group].reduce(childOf, root);
    if (tree.has(name)) throw new Error(`the metric ${name} is given twice for one slice`);
    tree.set(name, value !== null && Number.isFinite(value) ? value : null);
  }
  return `${write(root, "")}\n`;
}

function escapePart(text: string): string {
  return text.replace(/[%.&]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function childOf(tree: Tree, key: string): Tree {
  const known = tree.get(key);
  if (known instanceof Map) return known;
  const child: Tree = new Map();
  tree.set(key, child);
  return child;
}

/** By hand, since an object would put keys that are numbers first and take `__proto__` for its prototype. */
function write(tree: Tree, indent: string): string {
  const inner = `${indent}  `;
  const lines = [...tree].map(([key, value]) => {
    const written = value instanceof Map ? write(value, inner) : JSON.stringify(value);
    return `${inner}${JSON.stringify(key)}: ${written}`;
  });
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n${indent}}`;
}
