import type { Table } from "@airworthy/tables";
import { add } from "../add.ts";
import { numbersOf } from "../columns.ts";
import type { Grouping } from "../groups.ts";
import type { BiasRequest } from "../settings.ts";
import { type AddRow, sumRows } from "./sum-rows.ts";
import type { Sample } from "./sums.ts";
import { unitSample } from "./unit-sample.ts";
import { unitsOf, weightsOf } from "./units.ts";

/** Where a group's sums of numbers stand; all but the rows are weighted. Errors are prediction minus label. */
export const NUMBER_SUMS = { rows: 0, weight: 1, prediction: 2, label: 3, absolute: 4, squared: 5 } as const;

const WIDTH = 6;

/** Predictions that are numbers, beside the true ones. */
export function numberSamples({ tables, settings }: BiasRequest): (grouping: Grouping) => Sample {
  const units = unitsOf(tables.candidate, settings.cluster, settings.seed);
  const weights = weightsOf(tables.candidate);
  return (grouping) => {
    const sums = (table: Table) => sumRows(units, grouping, WIDTH, adding(table, weights));
    return unitSample(
      {
        units: units.count,
        groups: grouping.groups.length,
        width: WIDTH,
        candidate: sums(tables.candidate),
        baseline: tables.baseline === null ? null : sums(tables.baseline),
      },
      null,
    );
  };
}

function adding(table: Table, weights: Float64Array | null): AddRow {
  const labels = numbersOf(table, "label");
  const predictions = numbersOf(table, "prediction");
  return (row, into, from) => {
    const weight = weights === null ? 1 : (weights[row] ?? 0);
    const label = labels[row] ?? Number.NaN;
    const prediction = predictions[row] ?? Number.NaN;
    const error = prediction - label;
    add(into, from, 1);
    add(into, from + NUMBER_SUMS.weight, weight);
    add(into, from + NUMBER_SUMS.prediction, weight * prediction);
    add(into, from + NUMBER_SUMS.label, weight * label);
    add(into, from + NUMBER_SUMS.absolute, weight * Math.abs(error));
    add(into, from + NUMBER_SUMS.squared, weight * error * error);
  };
}
