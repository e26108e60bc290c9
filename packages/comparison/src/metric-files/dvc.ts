import { UserError } from "@airworthy/evidence";
import { flattenMetrics } from "./flatten.ts";
import type { DataFormat } from "./format.ts";
import { isObject } from "./plain-object.ts";
import { checkMetrics, describe } from "./scalar-metric.ts";

/** https://dvc.org/doc/command-reference/metrics: a tree of numbers, in JSON or YAML. */
export const DVC: DataFormat = {
  format: "dvc",
  mark: "an object of numbers, nested or not (dvc)",
  fits: isObject,
  read(value, file) {
    if (!isObject(value)) throw new UserError(`${file} is ${describe(value)}; an object of metrics is allowed`);
    const { metrics, passedOver } = flattenMetrics(value, file);
    return { format: "dvc", metrics: checkMetrics(metrics, file), cases: null, passedOver, notes: [] };
  },
};
