import { parseGateLines } from "../../../packages/governance/src/audit/gate.ts";
import { exampleSettings, exampleTable } from "../../../packages/governance/src/bias/example-table.ts";
import { type MeasuredBias, measureBias } from "../../../packages/governance/src/bias/measure-bias.ts";
import { createRandom, seedFrom } from "../../../packages/stats/src/index.ts";

/** A seeded table, and what is asked of it. */
export interface AskedTable {
  readonly columns: {
    readonly label: number[];
    readonly prediction: number[];
    readonly weight: number[] | null;
    readonly sex: string[];
    readonly region: string[];
  };
  readonly attributes: readonly (readonly string[])[];
  readonly references: { readonly sex: string; readonly region: string };
}

export function randomTable(rows: number, isWeighted: boolean, seed: number): AskedTable {
  const random = createRandom(seedFrom(seed, "fairness tables"));
  const list = <T>(of: () => T) => Array.from({ length: rows }, of);
  const sex = list(() => (random.next() < 0.4 ? "F" : "M"));
  const region = list(() => `r${random.integer(4)}`);
  const label = sex.map((value) => Number(random.next() < (value === "F" ? 0.35 : 0.5)));
  const prediction = label.map((value, row) =>
    random.next() < (region[row] === "r1" ? 0.6 : 0.8) ? value : 1 - value,
  );
  const weight = isWeighted ? list(() => 1 + random.integer(5)) : null;
  return {
    columns: { label, prediction, weight, sex, region },
    attributes: [["sex"], ["region"], ["sex", "region"]],
    references: { sex: "M", region: "r2" },
  };
}

const GATES = [
  "equalized-odds-difference(agg=mean)",
  "equalized-odds-ratio(agg=mean)",
  "generalized-entropy-index(alpha=0.5)",
];

/** All that is measured, by "sex: disparate-impact" or "sex=F: selection-rate"; of quotients with "-disparity". */
export function measuredValues({ columns, attributes, references }: AskedTable): Map<string, number | undefined> {
  const { label, prediction, weight, ...groups } = columns;
  const candidate = exampleTable({
    label: label.map(String),
    prediction: prediction.map(String),
    ...(weight === null ? {} : { weight }),
    ...groups,
  });
  const settings = exampleSettings(
    attributes.map((names) => names.join(" & ")),
    { references: new Map(Object.entries(references)), gates: parseGateLines(GATES, 1), resamples: 1 },
  );
  return valuesOf(measureBias({ tables: { candidate, baseline: null }, settings }));
}

function valuesOf({ measures, tables }: MeasuredBias): Map<string, number | undefined> {
  const values = new Map(
    measures.map(({ metric, of, candidate }) => [of === null ? metric : `${of}: ${metric}`, candidate?.value]),
  );
  for (const { title, columns, rows } of tables) {
    const isOfGroups = !title.includes("between groups");
    for (const { label, cells } of rows) {
      const [of = ""] = label.split(", ");
      for (const [index, { title: column }] of columns.entries()) {
        const suffix = title.includes("quotients") ? "-disparity" : "";
        values.set(isOfGroups ? `${of}: ${column}${suffix}` : label, cells[index]?.value);
      }
    }
  }
  return values;
}
