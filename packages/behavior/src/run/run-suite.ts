import type { Answer, Model } from "../model.ts";
import type { CaseResult } from "../results/case-result.ts";
import { compareCase } from "../results/compare-case.ts";
import { checkFindings } from "../results/max-findings.ts";
import { Tally } from "../results/tally.ts";
import type { UsageTally } from "../results/usage-tally.ts";
import type { Plan, PlannedTest } from "../suite/plan.ts";
import { type Asked, type AskedModel, askedUntilItStops } from "./ask-model.ts";
import { type Batch, batchesOf } from "./batches.ts";
import { inOrder } from "./in-order.ts";

export interface RunOptions {
  /** Questions put to a model at once, at least; a case is never split over two batches. */
  readonly batchSize: number;
  /** Batches put to a model at the same time, at most; 1 or more. */
  readonly concurrency: number;
  readonly signal?: AbortSignal;
  /** Told of each batch's cases once they are judged, in the order of the plan, and waited for. */
  onBatch?(test: PlannedTest, results: readonly CaseResult[]): void | Promise<void>;
}

export interface Models {
  readonly candidate: Model;
  readonly baseline: Model | null;
}

/**
 * Puts every case of a plan to the candidate and, if there is one, to the baseline: several batches at a time, both
 * models at the same time. Cases stream: what is in memory are the batches under way, and the tallies, one for each test
 * in the order of the plan. Batch size and concurrency change nothing in them, unless a model breaks.
 *
 * Throws the signal's reason when it is aborted, and a UserError where two cases of a test have one id or slices have too
 * many values.
 */
export async function runSuite(plan: Plan, models: Models, options: RunOptions): Promise<Tally[]> {
  const candidate = askedUntilItStops(models.candidate);
  const baseline = models.baseline === null ? null : askedUntilItStops(models.baseline);
  const tallies = createTallies(plan, baseline !== null);
  let next = 0;
  const asking = inOrder(batchesOf(plan, options.batchSize), options.concurrency, async (batch) => {
    options.signal?.throwIfAborted();
    const place = next++;
    const [now, was] = await Promise.all([candidate.ask(batch, place), baseline?.ask(batch, place) ?? null]);
    return { batch, place, now, was };
  });
  for await (const { batch, place, now, was } of asking) {
    options.signal?.throwIfAborted();
    const settled = (model: AskedModel, asked: Asked) => model.settle(batch, place, asked);
    const before = baseline === null || was === null ? null : settled(baseline, was);
    const results = compareBatch(batch, settled(candidate, now), before);
    const tally = tallies[batch.test];
    if (tally !== undefined) addBatch(tally, { batch, results, now, was });
    checkFindings(tallies.reduce((sum, { findings }) => sum + findings, 0));
    await options.onBatch?.(batch.planned, results);
  }
  return tallies;
}

function createTallies(plan: Plan, hasBaseline: boolean): Tally[] {
  const classes = plan.classes.length > 1 ? new Set(plan.classes) : null;
  return plan.tests.map(({ head }) => new Tally(head, hasBaseline, classes));
}

function compareBatch({ cases }: Batch, now: Asked, was: Asked | null): CaseResult[] {
  const results: CaseResult[] = [];
  for (const [at, item] of cases.entries()) {
    const candidate = now.results[at];
    const baseline = was?.results[at] ?? null;
    if (candidate === undefined) continue;
    results.push({ item, change: compareCase(candidate.judgement, baseline?.judgement ?? null), candidate, baseline });
  }
  return results;
}

interface Settled {
  readonly batch: Batch;
  readonly results: readonly CaseResult[];
  readonly now: Asked;
  readonly was: Asked | null;
}

function addBatch(tally: Tally, { batch, results, now, was }: Settled): void {
  for (const result of results) tally.add(batch.planned, result);
  addUsage(tally.usage.candidate, now.answers);
  if (was !== null && tally.usage.baseline !== null) addUsage(tally.usage.baseline, was.answers);
}

function addUsage(tally: UsageTally, answers: readonly Answer[]): void {
  for (const answer of answers) if ("usage" in answer && answer.usage !== undefined) tally.add(answer.usage);
}
