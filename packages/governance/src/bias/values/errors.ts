import { NUMBER_SUMS } from "../samples/number-sample.ts";
import type { Sums } from "../samples/sums.ts";
import type { GroupValue } from "./group-value.ts";

type Mean = (at: (place: keyof typeof NUMBER_SUMS) => number) => number;

/** Of predictions that are numbers. */
export const ERRORS: readonly GroupValue[] = [
  value("mean-prediction", [], "The mean prediction.", "differences", (at) => at("prediction") / at("weight")),
  value(
    "mean-label",
    [],
    "The mean label: of the data, not of the model.",
    "differences",
    (at) => at("label") / at("weight"),
  ),
  value(
    "mean-error",
    ["bias", "mean-residual"],
    "Prediction minus label, on average: above 0 where the group is predicted too high.",
    "differences",
    (at) => (at("prediction") - at("label")) / at("weight"),
  ),
  value(
    "mae",
    ["mean-absolute-error"],
    "How far predictions are from labels, on average.",
    "all",
    (at) => at("absolute") / at("weight"),
  ),
  value(
    "rmse",
    ["root-mean-squared-error"],
    "The root of the mean squared error, which large errors weigh on.",
    "all",
    (at) => Math.sqrt(at("squared") / at("weight")),
  ),
];

function value(
  name: string,
  aliases: readonly string[],
  summary: string,
  compared: "all" | "differences",
  mean: Mean,
): GroupValue {
  const isError = compared === "all";
  return {
    name,
    aliases,
    summary,
    unit: "number",
    isShare: false,
    better: isError ? "lower" : "neither",
    range: [isError ? 0 : Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    compared,
    of: ({ values, width }: Sums, group) => mean((place) => values[group * width + NUMBER_SUMS[place]] ?? Number.NaN),
    restsOn: ({ values, width }, group) => ({ n: values[group * width + NUMBER_SUMS.rows] ?? 0, positives: null }),
  };
}
