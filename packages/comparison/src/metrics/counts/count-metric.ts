import type { ClassRows, CountMetric, MetricContext, RowOutcome } from "../metric.ts";
import { metricId } from "../metric-id.ts";
import type { Tally } from "./tally.ts";

interface Counted {
  readonly name: string;
  /** Those that are not their defaults. */
  readonly parameters?: Readonly<Record<string, string | number | null>>;
  readonly direction?: "higher-is-better" | "lower-is-better";
  readonly range?: readonly [number, number];
  readonly restsOn?: ClassRows;
  readonly outcome?: RowOutcome;
  readonly of: (tally: Tally) => number;
}

/** A metric of counts of `label` and `prediction`: where nothing else is said, a rate that is better the higher it is. */
export function countMetric(counted: Counted, { isMultiLabel }: MetricContext): CountMetric {
  const { name, parameters, direction = "higher-is-better", range = [0, 1], restsOn, outcome, of } = counted;
  const request = (column: string) => ({ kind: "category", column, allowed: [], isSet: isMultiLabel }) as const;
  return {
    kind: "counts",
    id: metricId(name, parameters),
    direction,
    directionSource: "definition",
    unit: range[0] < 0 ? "number" : "rate",
    range,
    requests: [request("label"), request("prediction")],
    ...(restsOn && { restsOn }),
    ...(outcome && { outcome }),
    of,
  };
}
