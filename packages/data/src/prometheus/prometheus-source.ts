import { UserError } from "@airworthy/evidence";
import {
  type ArmName,
  type Series,
  type SeriesQuery,
  type SeriesSource,
  type Windows,
  windowsBetween,
} from "@airworthy/signals";
import { type AskJson, LIMITS, openService } from "../http/ask-json.ts";
import type { Limits } from "../http/attempt.ts";
import { said } from "../http/said.ts";
import type { Service } from "../http/service.ts";
import { oneSeries } from "./answer.ts";
import { partsOf } from "./parts.ts";

/** As many as a server of Prometheus gives at once (web/api/v1/api.go). */
const MOST_POINTS = 11_000;
/** Of one series without its labels, 11,000 points take 400 kB. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * Windows of a Prometheus server, or of one that answers as it does (Thanos, Mimir, VictoriaMetrics). A window is the query's
 * value at its end: what `rate(…[5m])` says there is of the five minutes before. Throws a UserError that names the source at
 * once for an address or token that cannot be used, and later for whatever is not exactly one series a version.
 */
export function prometheusSource(
  service: Service,
  name: string,
  limits: Limits = { ...LIMITS, bytes: MOST_BYTES },
): SeriesSource {
  const ask = openService(service, name, limits);
  return {
    async series(query): Promise<Series> {
      const windows = windowsBetween(query, name);
      const valuesFor = (arm: ArmName) => valuesOf(ask, query.queries[arm], windows, whereOf(name, query, arm));
      // One after the other, so that where both are wrong it is always the same that is told.
      const candidate = await valuesFor("candidate");
      const baseline = await valuesFor("baseline");
      return {
        metric: query.metric,
        windows: Array.from({ length: windows.count }, (_, index) => ({
          start: windows.start + index * windows.length,
          candidate: candidate[index] ?? null,
          baseline: baseline[index] ?? null,
        })),
      };
    },
  };
}

function whereOf(name: string, { metric }: SeriesQuery, arm: ArmName): string {
  return `${name}: the query of ${metric} for the ${arm}`;
}

async function valuesOf(
  ask: AskJson,
  query: string,
  windows: Windows,
  where: string,
): Promise<readonly (number | null)[]> {
  const values: (number | null)[] = [];
  let labels: string | null = null;
  for (const part of partsOf(windows, MOST_POINTS)) {
    const series = oneSeries(await ask("/api/v1/query_range", formOf(query, part)), part, where);
    if (series !== null && labels !== null && series.labels !== labels) {
      const both = `first ${said(labels, null)}, later ${said(series.labels, null)}`;
      throw new UserError(`${where} has several series: ${both}; one is allowed`, {
        remedy: "Add them up, as in sum(rate(requests_total[5m])).",
      });
    }
    labels ??= series?.labels ?? null;
    for (let index = 0; index < part.count; index++) values.push(series?.values[index] ?? null);
  }
  if (labels !== null || windows.count === 0) return values;
  throw new UserError(`${where} has no series`, {
    remedy: "Check the names of metrics and labels. Where none means zero, write `… or vector(0)`.",
  });
}

function formOf(query: string, { start, length, count }: Windows): URLSearchParams {
  return new URLSearchParams({
    query,
    start: seconds(start + length),
    end: seconds(start + count * length),
    step: seconds(length),
  });
}

/** To the millisecond, without the error of binary fractions. */
function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}
