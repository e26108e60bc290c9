import {
  type AskedStep,
  exposureSeriesOf,
  type Failure,
  type KayentaLook,
  kayentaQueriesOf,
  type Look,
  type SeriesSignal,
  seriesQueryOf,
  signalQueryOf,
} from "@airworthy/canary";
import { UserError } from "@airworthy/evidence";
import type { Ports } from "@airworthy/runtime";
import type { Collected, Series, SeriesQuery, SignalQuery } from "@airworthy/signals";
import { type NamedSource, openEvents, openRows, openSeries } from "./open-source.ts";
import type { ReadSequential } from "./read-canary-plan.ts";
import type { ReadKayenta } from "./read-kayenta.ts";

/** What the sources of a plan know of a step. */
export type CollectedLook = Pick<Look, "collected" | "exposures" | "series">;

/** Longer words do not fit a line of a comment. */
const MOST_PROBLEM_CHARACTERS = 300;

/**
 * Asks every source of a plan about a step, one after the other. One that cannot be read does not hide what others know: it
 * is a failure of its own, which the judge holds for.
 */
export async function collectLook(canary: ReadSequential, step: AskedStep, ports: Ports): Promise<CollectedLook> {
  const { written, plan } = canary;
  const collected = await orFailure(async () => {
    const query = signalQueryOf(written, plan, step);
    return query === null ? null : await collectUnits(canary, query, ports);
  });
  const asked = exposureSeriesOf(written);
  const exposures = asked === null ? null : await collectSeries(canary, "exposures", asked, step, ports);
  const series = new Map<string, Series | Failure>();
  for (const { name, signal } of plan.metrics) {
    if (signal.kind === "series") series.set(name, await collectSeries(canary, name, signal, step, ports));
  }
  return { collected, exposures, series };
}

/** The same where Kayenta's rules judge. Metrics that cannot be asked about are failures, too. */
export async function collectKayenta(
  canary: ReadKayenta,
  step: AskedStep,
  ports: Ports,
): Promise<Pick<KayentaLook, "exposures" | "series">> {
  const { written, config } = canary;
  const { queries, unsupported } = kayentaQueriesOf(written, config, step);
  const asked = exposureSeriesOf(written);
  const exposures = asked === null ? null : await collectSeries(canary, "exposures", asked, step, ports);
  const series = new Map<string, Series | Failure>(unsupported);
  for (const query of queries) series.set(query.metric, await askSeries(canary, written.source, query, ports));
  return { exposures, series };
}

async function collectUnits({ written }: ReadSequential, query: SignalQuery, ports: Ports): Promise<Collected> {
  const { exposures, outcomes, rows } = written;
  if (rows !== undefined) return (await openRows(sourceOf(written, rows.source), ports)).collect(query);
  if (exposures === undefined || outcomes === undefined) throw new UserError("the plan has no exposures and outcomes");
  const source = await openEvents(sourceOf(written, exposures.source), sourceOf(written, outcomes.source), ports);
  return source.collect(query);
}

function collectSeries(
  canary: WithSources,
  name: string,
  signal: SeriesSignal,
  step: AskedStep,
  ports: Ports,
): Promise<Series | Failure> {
  return askSeries(canary, signal.source, seriesQueryOf(name, signal, step), ports);
}

function askSeries(
  { written }: WithSources,
  source: string,
  query: SeriesQuery,
  ports: Ports,
): Promise<Series | Failure> {
  return orFailure(async () => (await openSeries(sourceOf(written, source), ports)).series(query));
}

interface WithSources {
  readonly written: Pick<ReadSequential["written"], "sources">;
}

/** The name is one of the plan's: its schema has seen to that. */
function sourceOf({ sources }: WithSources["written"], name: string): NamedSource {
  const config = Object.hasOwn(sources, name) ? sources[name] : undefined;
  if (config === undefined) throw new UserError(`there is no source ${JSON.stringify(name)}`);
  return { name, config };
}

async function orFailure<T>(read: () => Promise<T>): Promise<T | Failure> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problem: error.message.replace(/\s+/g, " ").slice(0, MOST_PROBLEM_CHARACTERS) };
  }
}
