import { categoriesOf, type Side } from "../../tables/side.ts";
import { membersOf } from "../counts/label-sets.ts";
import type { MetricDefinition, PreparedMetric, RowsMetric } from "../metric.ts";
import { metricId } from "../metric-id.ts";
import { wholeParameter } from "../parameters.ts";

/** The share of a catalogue that is recommended to anyone, over whole lists. */
export const coverage: MetricDefinition = {
  name: "coverage",
  aliases: ["catalogue-coverage", "catalog-coverage"],
  parameters: ["catalogue"],
  summary:
    "Items that are recommended at least once, over as many as the catalogue has; lists count whole, so cut them to what is shown.",
  create: (parameters): RowsMetric => {
    const catalogue = wholeParameter(parameters, "catalogue", 1);
    return {
      kind: "rows",
      id: metricId("coverage", { catalogue }),
      direction: "higher-is-better",
      directionSource: "definition",
      unit: "rate",
      range: [0, 1],
      requests: [{ kind: "category", column: "prediction", allowed: [], isSet: true }],
      prepare: (side, rows) => prepare(side, rows, catalogue),
    };
  },
};

function prepare(side: Side, rows: Uint32Array, catalogue: number): PreparedMetric {
  const { codes } = categoriesOf(side, "prediction");
  const sets = itemCodes(side);
  const itemsOf = (index: number) => sets[codes[rows[index] ?? 0] ?? 0] ?? [];
  /** How many of the rows that weigh anything recommend each item. */
  const recommended = (weights: ArrayLike<number> | null) => {
    const counts = new Map<number, number>();
    for (let index = 0; index < rows.length; index++) {
      if ((weights?.[index] ?? 1) === 0) continue;
      for (const item of itemsOf(index)) counts.set(item, (counts.get(item) ?? 0) + 1);
    }
    return counts;
  };
  return {
    value: (weights) => (rows.length === 0 ? Number.NaN : recommended(weights).size / catalogue),
    /**
     * By the jackknife, whose variance is never too small on average (Efron and Stein 1981): what is lost without a row is
     * the items that it alone recommends. Resampled rows would recommend fewer items than there are.
     */
    influence: () => {
      const counts = recommended(null);
      const alone = Float64Array.from(
        rows,
        (_, index) => itemsOf(index).filter((item) => counts.get(item) === 1).length,
      );
      const mean = alone.reduce((sum, items) => sum + items, 0) / alone.length;
      return alone.map((items) => ((items - mean) * rows.length) / catalogue);
    },
  };
}

/** The items of each of the predictions' sets, as numbers. */
function itemCodes(side: Side): number[][] {
  const codes = new Map<string, number>();
  const codeOf = (item: string) => {
    const code = codes.get(item) ?? codes.size;
    codes.set(item, code);
    return code;
  };
  return categoriesOf(side, "prediction").values.map((text) => membersOf(text).map(codeOf));
}
