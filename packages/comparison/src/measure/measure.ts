import { benjaminiHochberg, holm, seedFrom } from "@airworthy/stats";
import type { MetricRequest } from "../decision/metric-request.ts";
import { isOfSlices } from "../decision/rule.ts";
import { estimate } from "../inference/estimate.ts";
import type { ComparedSides, Estimate } from "../inference/estimate-types.ts";
import type { Resampler } from "../inference/resampler.ts";
import { type Scope, scopesOf } from "../slices/scopes.ts";
import type { SliceRequest } from "../slices/slice.ts";
import type { ComparisonSettings, Correction } from "./settings.ts";
import { classSupport, type Shortage, shortageOf } from "./shortage.ts";

export interface MeasureRequest {
  readonly sides: ComparedSides;
  /** 1 for each row on which the versions answer differently; null where rows do not pair. */
  readonly changed: Uint8Array | null;
  /** The baseline has rows, or tests, that the candidate lacks. */
  readonly isIncomplete: boolean;
  readonly metrics: readonly MetricRequest[];
  readonly slices: readonly SliceRequest[];
  /** Whether the classes were declared; then each must occur. */
  readonly classesDeclared: boolean;
  readonly settings: ComparisonSettings;
}

/** One metric over one scope, measured but not yet judged. */
export interface Measurement {
  readonly request: MetricRequest;
  readonly scope: Scope;
  readonly estimate: Estimate;
  /** Null where nothing was tested. */
  readonly adjustedP: number | null;
  /** The baseline has rows, or tests, that the candidate lacks. */
  readonly isIncomplete: boolean;
  /** Both versions answer alike on every row of the scope. */
  readonly isIdentical: boolean;
  /** Why the rows do not suffice; null where they do. */
  readonly shortage: Shortage | null;
}

/** Estimates of the asked metrics on the rows of a scope, in the order asked; `estimate` with what it needs beside them. */
export type Estimator = (asked: readonly MetricRequest[], scope: Scope, seed: number) => Promise<readonly Estimate[]>;

/** The estimator of tables that pair row by row. */
export function pairedEstimator(sides: ComparedSides, settings: ComparisonSettings, resampler: Resampler): Estimator {
  const { alpha, resamples, interval } = settings;
  return (asked, { rows }, seed) =>
    estimate(asked, sides, rows, { confidence: 1 - alpha, resamples, seed, interval }, resampler);
}

/**
 * Measures every metric over all rows and over each slice. P-values are corrected in two families, the metrics over all rows
 * and those of all slices, so that asking for slices does not weaken the main test; informational metrics are corrected for
 * apart from those that decide. Each scope has a seed of its own, from the comparison's and the slice's names.
 */
export async function measure(request: MeasureRequest, estimator: Estimator): Promise<readonly Measurement[]> {
  const { sides, slices, settings } = request;
  const measured: Measurement[] = [];
  for (const scope of scopesOf(sides.candidate, slices))
    measured.push(...(await measureScope(scope, request, estimator)));
  return families(measured).flatMap((family) => corrected(family, settings.correction));
}

async function measureScope(scope: Scope, request: MeasureRequest, estimator: Estimator): Promise<Measurement[]> {
  const { sides, changed, isIncomplete, classesDeclared, settings } = request;
  const metrics = request.metrics.filter((asked) => isMeasured(asked, scope));
  const isIdentical = changed !== null && scope.rows.every((row) => changed[row] === 0);
  const names = (scope.slice ?? []).flatMap(({ column, value }) => [column, value]);
  const estimates = await estimator(metrics, scope, seedFrom(settings.seed, ...names));
  const support = metrics.some(({ metric }) => metric.restsOn !== undefined)
    ? classSupport(sides.candidate, scope.rows)
    : null;
  return metrics.map((asked, index) => {
    const found = estimates[index];
    if (found === undefined) throw new Error(`no estimate of ${asked.metric.id}`);
    const limits = { minRows: settings.minRows, classesMustOccur: classesDeclared && scope.slice === null };
    const shortage = shortageOf(asked.metric, scope.rows, sides, support, limits);
    return { request: asked, scope, estimate: found, adjustedP: null, isIncomplete, isIdentical, shortage };
  });
}

/** A drift is judged by rules alone: in slices it is measured where a rule for slices asks for it. */
function isMeasured({ metric, rules }: MetricRequest, { slice }: Scope): boolean {
  return slice === null || metric.kind !== "drift" || rules.some(({ rule }) => isOfSlices(rule));
}

/** All rows, then slices; the metrics that decide, then those that only inform. The order of findings is that of the report's details. */
function families(measured: readonly Measurement[]): Measurement[][] {
  const of = (isSlice: boolean, informs: boolean) =>
    measured.filter(
      ({ scope, request }) => (scope.slice !== null) === isSlice && (request.role === "informational") === informs,
    );
  return [of(false, false), of(false, true), of(true, false), of(true, true)];
}

function corrected(family: readonly Measurement[], correction: Correction): Measurement[] {
  const adjust = correction === "holm" ? holm : benjaminiHochberg;
  const tested = (one: Measurement) => (one.shortage === null ? one.estimate.pValue : null);
  const adjusted = adjust(family.flatMap((one) => tested(one) ?? [])).values();
  return family.map((one) => (tested(one) === null ? one : { ...one, adjustedP: adjusted.next().value ?? null }));
}
