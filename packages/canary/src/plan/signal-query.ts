import { UserError } from "@airworthy/evidence";
import type {
  ArmName,
  EventMetric,
  ExposureColumns,
  Group,
  OutcomeColumns,
  QueryTimes,
  SeriesQuery,
  SignalQuery,
} from "@airworthy/signals";
import type { CanaryMetric, CanaryPlan, SeriesSignal } from "./plan.ts";
import { secondsIn, WINDOW } from "./plan-of.ts";
import type { WrittenCanary } from "./plan-section.ts";

/** The step whose units are asked for. Times are ISO 8601. */
export interface AskedStep {
  readonly flag: string;
  /** What the flag calls itself at the step, such as "ranker-2/3". */
  readonly version: string;
  /** "sha256:" and 64 digits. */
  readonly digests: Readonly<Record<ArmName, string>>;
  /** The name of the step's segment; null for everybody. */
  readonly segment: string | null;
  /** Names of segments whose users are no part of the step's split. */
  readonly excluded: readonly string[];
  readonly from: string;
  /** When the rollout began: until then nobody had the candidate. Null where nothing tells. */
  readonly began: string | null;
  /** When the step ended; null where it goes on. */
  readonly until: string | null;
  readonly now: string;
}

/** What the variants of a rollout's flag are called. */
const VARIANTS: Readonly<Record<ArmName, string>> = { candidate: "candidate", baseline: "stable" };
const ALGORITHM = "sha256:";

/** As the exposure hook of @airworthy/flags writes them. */
const EXPOSURE_COLUMNS: ExposureColumns = {
  time: "timestamp",
  unit: "feature_flag.context.id",
  flag: "feature_flag.key",
  variant: "feature_flag.result.value",
  version: null,
  id: null,
  received: null,
};
const VERSION_COLUMN = "feature_flag.version";
const OUTCOME_COLUMNS: OutcomeColumns = { time: "timestamp", unit: "user", event: "event", id: null, received: null };

const SKEW = "1m";

/**
 * What a plan asks of units at a step; null where it asks of windows alone. Throws a UserError where it does not say how
 * exposures tell who is in a segment.
 */
export function signalQueryOf(written: WrittenCanary, plan: CanaryPlan, step: AskedStep): SignalQuery | null {
  const { exposures, outcomes, rows } = written;
  if (rows === undefined && (exposures === undefined || "query" in exposures)) return null;
  const columns = exposures !== undefined && "columns" in exposures ? exposures.columns : undefined;
  // What our hook writes has the version; a table of somebody's own has it where the plan says so.
  const isOurs = exposures !== undefined && written.sources[exposures.source]?.kind === "files";
  const exposureColumns = { ...EXPOSURE_COLUMNS, version: isOurs ? VERSION_COLUMN : null, ...columns };
  return {
    flag: step.flag,
    version: exposureColumns.version === null ? null : step.version,
    variants: { candidate: namesOf("candidate", step), baseline: namesOf("baseline", step) },
    times: timesOf(written, step),
    exposures: {
      table: rows?.table ?? (exposures !== undefined && "table" in exposures ? exposures.table : null) ?? null,
      columns: exposureColumns,
    },
    segment: step.segment === null ? null : segmentOf(step.segment, written),
    excluded: step.excluded.map((segment) => segmentOf(segment, written)),
    outcomes: { table: outcomes?.table ?? null, columns: { ...OUTCOME_COLUMNS, ...outcomes?.columns } },
    metrics: plan.metrics.flatMap(eventMetricOf),
  };
}

/** What tells the split where a plan knows requests by windows only; null where it knows units. */
export function exposureSeriesOf({ exposures }: Pick<WrittenCanary, "exposures">): SeriesSignal | null {
  if (exposures === undefined || !("query" in exposures)) return null;
  const { source, query, window = WINDOW } = exposures;
  return { kind: "series", source, query, windowSeconds: secondsIn(window) };
}

/** What a metric asks of its windows at a step. */
export function seriesQueryOf(metric: string, signal: SeriesSignal, step: AskedStep): SeriesQuery {
  return {
    metric,
    queries: { candidate: filled(signal, "candidate", step), baseline: filled(signal, "baseline", step) },
    from: Date.parse(step.from),
    until: Date.parse(step.until ?? step.now),
    window: signal.windowSeconds * 1_000,
  };
}

function segmentOf(name: string, { segments = {} }: WrittenCanary): Group {
  const segment = Object.hasOwn(segments, name) ? segments[name] : undefined;
  if (segment !== undefined) return segment;
  throw new UserError(`canary: nothing says how exposures tell who is in the segment ${JSON.stringify(name)}`, {
    remedy: `Write it: segments: { ${name}: { column: team, value: staff } }`,
  });
}

function namesOf(arm: ArmName, { digests }: AskedStep): readonly string[] {
  const digest = digests[arm];
  return [digest, digest.slice(ALGORITHM.length), VARIANTS[arm]];
}

function timesOf(written: WrittenCanary, step: AskedStep): SignalQuery["times"] {
  const from = Date.parse(step.from);
  const now = Date.parse(step.now);
  const wait = written.wait === undefined ? 0 : milliseconds(written.wait);
  return {
    from,
    ...timeBefore(written, step),
    until: Math.max(from, Math.min(now - wait, step.until === null ? now : Date.parse(step.until))),
    now,
    skew: milliseconds(written.skew ?? SKEW),
    wait,
    within: written.within === undefined ? null : milliseconds(written.within),
  };
}

/**
 * The time before the rollout, not the step: earlier steps, and this one before it was resumed, had users of the candidate. What
 * it did to them would be taken for what they were, and most of a harm adjusted away. None where nothing tells when that was.
 */
function timeBefore({ before }: WrittenCanary, { from, began }: AskedStep): Pick<QueryTimes, "preFrom" | "preUntil"> {
  const start = Date.parse(from);
  if (before === undefined || began === null) return { preFrom: start, preUntil: start };
  const preUntil = Math.min(start, Date.parse(began));
  return { preFrom: preUntil - milliseconds(before), preUntil };
}

function milliseconds(duration: string): number {
  return secondsIn(duration) * 1_000;
}

function eventMetricOf({ name, signal }: CanaryMetric): EventMetric[] {
  if (signal.kind === "series") return [];
  const { event, measure, value, per, limits, hasBefore, groups } = signal;
  return [{ name, event, measure, value, per, limits, hasBefore, groups }];
}

function filled({ query, windowSeconds }: SeriesSignal, arm: ArmName, step: AskedStep): string {
  return fillIn(query, { arm, windowSeconds, step });
}

/** A version of a step, and the length of the windows that it is asked about in. */
export interface Asked {
  readonly arm: ArmName;
  readonly windowSeconds: number;
  readonly step: Pick<AskedStep, "digests">;
}

/** A text for one version: $variant, $digest and $window are filled in. */
export function fillIn(text: string, { arm, windowSeconds, step }: Asked): string {
  const values: Readonly<Record<string, string>> = {
    $variant: VARIANTS[arm],
    $digest: step.digests[arm],
    $window: `${windowSeconds}s`,
  };
  return text.replace(/\$(variant|digest|window)\b/g, (placeholder) => values[placeholder] ?? placeholder);
}
