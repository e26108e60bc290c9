import type { ArmName, SeriesQuery } from "@airworthy/signals";
import type { Failure } from "../judge/look.ts";
import { hasRows, ROWS_BINDING, type WrittenKayenta } from "../plan/kayenta-section.ts";
import { secondsIn } from "../plan/plan-of.ts";
import { type AskedStep, fillIn } from "../plan/signal-query.ts";
import type { KayentaConfig } from "./config.ts";
import { type SeriesQueries, seriesQueriesOf, type VersionBindings } from "./series-queries.ts";

/** What a source is asked at a step, and by their names the metrics that it cannot be asked about. */
export interface KayentaQueries {
  readonly queries: readonly SeriesQuery[];
  readonly unsupported: ReadonlyMap<string, Failure>;
}

/** As Kayenta's own step. */
const WINDOW = "1m";

/**
 * What the metrics of a config ask at a step of a rollout. A source of rows, which were added up by metric already, is asked for
 * each of them, of whatever kind its query is. Throws a UserError as `seriesQueriesOf` does.
 */
export function kayentaQueriesOf(written: WrittenKayenta, config: KayentaConfig, step: AskedStep): KayentaQueries {
  const windowSeconds = secondsIn(written.window ?? WINDOW);
  const bound = (arm: ArmName) =>
    new Map(
      Object.entries(written.bindings[arm]).map(([name, text]) => [name, fillIn(text, { arm, windowSeconds, step })]),
    );
  const bindings = { candidate: bound("candidate"), baseline: bound("baseline") };
  const { queries, unsupported } = hasRows(written) ? rowsOf(config, bindings) : seriesQueriesOf(config, bindings);
  const [same, different] = [queries.filter(isSame), queries.filter((query) => !isSame(query))];
  const times = {
    from: Date.parse(step.from),
    until: Date.parse(step.until ?? step.now),
    window: windowSeconds * 1_000,
  };
  return {
    queries: different.map((query) => ({ ...query, ...times })),
    unsupported: new Map([
      ...unsupported.map(({ metric, problem }) => [metric, { problem }] as const),
      ...same.map(({ metric }) => [metric, SAME] as const),
    ]),
  };
}

/** Nothing that is compared with itself is ever worse. */
const SAME: Failure = { problem: "its query asks the same of both versions; use names that are bound differently" };

function isSame({ queries }: Pick<SeriesQuery, "queries">): boolean {
  return queries.candidate === queries.baseline;
}

/** Rows say in their `variant` which version they are of. */
function rowsOf({ metrics }: KayentaConfig, { candidate, baseline }: VersionBindings): SeriesQueries {
  const queries = { candidate: candidate.get(ROWS_BINDING) ?? "", baseline: baseline.get(ROWS_BINDING) ?? "" };
  return { queries: metrics.map(({ name }) => ({ metric: name, queries })), unsupported: [] };
}
