import type { Metric } from "../metric.ts";
import { inferDirection } from "./infer-direction.ts";
import { inferUnit } from "./infer-unit.ts";

/** What a metric of a number column is by the column's name; where that says no direction, any change may be for the worse. */
export function columnTraits(column: string) {
  const direction = inferDirection(column);
  return {
    direction: direction ?? "two-sided",
    directionSource: direction === null ? "unknown" : "name",
    unit: inferUnit(column) ?? "number",
    range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    requests: [{ kind: "number", column, isOptional: false, least: Number.NEGATIVE_INFINITY }],
  } as const satisfies Pick<Metric, "direction" | "directionSource" | "unit" | "range" | "requests">;
}
