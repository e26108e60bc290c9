import { compareCodePoints } from "@airworthy/evidence";
import type { Judgement } from "../expectations/expectation.ts";
import type { PlannedTest } from "../suite/plan.ts";
import type { CaseResult, ModelResult } from "./case-result.ts";
import { Clusters } from "./clusters.ts";
import type { CaseChange } from "./compare-case.ts";
import { byWorst, createExample, type ExampleKey, exampleKey } from "./example.ts";
import { FirstFew } from "./first-few.ts";
import { type CaseProblem, type Example, MAX_EXAMPLES, MAX_IDS, MAX_SLICE_IDS } from "./kept-cases.ts";
import { countPasses, noPassCounts, type PassCounts } from "./repeat-counts.ts";
import { cut } from "./shown.ts";
import { type CaseTallyRecord, MAX_CLUSTERS, MAX_SLICE_CLUSTERS, type ModelCounts } from "./tally-record.ts";

/** What a tally must know before its first case. */
export interface TallyShape {
  readonly hasBaseline: boolean;
  /** How often each case is asked. */
  readonly times: number;
  /** Of a whole test, or of one slice of it, which keeps less. */
  readonly of: "test" | "slice";
}

/** Counts of a test's cases, or of one slice's, and what is kept of the cases themselves. */
export class CaseTally {
  #cases = 0;
  readonly #candidate = noCounts();
  readonly #baseline: ModelCounts | null;
  readonly #changes = noChanges();
  readonly #clusters: Clusters;
  readonly #passes: PassCounts | null;
  readonly #ids: Readonly<Record<KeptChange, FirstFew<string>>>;
  readonly #newExamples = new FirstFew<Example, ExampleKey>(MAX_EXAMPLES, byWorst);
  readonly #knownExamples = new FirstFew<Example, ExampleKey>(MAX_EXAMPLES, byWorst);
  readonly #unanswered = new FirstFew<CaseProblem>(MAX_EXAMPLES, byCase);
  readonly #unsupported = new FirstFew<CaseProblem>(MAX_EXAMPLES, byCase);

  constructor(shape: TallyShape) {
    const isWhole = shape.of === "test";
    const mostIds = isWhole ? MAX_IDS : MAX_SLICE_IDS;
    const ids = () => new FirstFew<string>(mostIds, compareCodePoints);
    this.#baseline = shape.hasBaseline ? noCounts() : null;
    this.#clusters = new Clusters(isWhole ? MAX_CLUSTERS : MAX_SLICE_CLUSTERS);
    this.#passes = shape.times > 1 ? noPassCounts(shape.times) : null;
    this.#ids = { "new-failure": ids(), fixed: ids(), "still-failing": ids() };
  }

  /** Its counts always; its id, its example and its problem while they are among the first. */
  add(planned: PlannedTest, result: CaseResult): void {
    const { item, change, candidate, baseline } = result;
    this.#cases++;
    this.#changes[change]++;
    count(this.#candidate, candidate.judgement);
    if (this.#baseline !== null && baseline !== null) count(this.#baseline, baseline.judgement);
    const net = PAIRED_NET[change];
    if (net !== undefined) this.#clusters.add(item.cluster, 1, net);
    if (isKept(change)) this.#ids[change].add(item.id);
    if (this.#passes !== null && candidate.repeats !== null) countPasses(this.#passes, candidate.repeats);
    this.#keepProblem(item.id, "candidate", candidate);
    if (baseline !== null) this.#keepProblem(item.id, "baseline", baseline);
    if (candidate.judgement.outcome === "fail") this.#keepExample(planned, result, candidate.judgement);
  }

  absorb(record: CaseTallyRecord): void {
    this.#cases += record.cases;
    addUp(this.#candidate, record.candidate);
    if (this.#baseline !== null && record.baseline !== null) addUp(this.#baseline, record.baseline);
    addUp(this.#changes, record.changes);
    this.#clusters.absorb(record.clusters);
    for (const [at, cases] of record.passes?.entries() ?? []) {
      if (this.#passes !== null) this.#passes[at] = (this.#passes[at] ?? 0) + cases;
    }
    addAll(this.#ids["new-failure"], record.newFailureIds);
    addAll(this.#ids.fixed, record.fixedIds);
    addAll(this.#ids["still-failing"], record.stillFailingIds);
    addAll(this.#newExamples, record.newExamples);
    addAll(this.#knownExamples, record.knownExamples);
    addAll(this.#unanswered, record.unanswered);
    addAll(this.#unsupported, record.unsupported);
  }

  toRecord(): CaseTallyRecord {
    return {
      cases: this.#cases,
      candidate: { ...this.#candidate },
      baseline: this.#baseline && { ...this.#baseline },
      changes: { ...this.#changes },
      clusters: this.#clusters.toRecord(),
      passes: this.#passes && [...this.#passes],
      newFailureIds: this.#ids["new-failure"].list(),
      fixedIds: this.#ids.fixed.list(),
      stillFailingIds: this.#ids["still-failing"].list(),
      newExamples: this.#newExamples.list(),
      knownExamples: this.#knownExamples.list(),
      unanswered: this.#unanswered.list(),
      unsupported: this.#unsupported.list(),
    };
  }

  #keepProblem(id: string, model: CaseProblem["model"], { judgement }: ModelResult): void {
    if (judgement.outcome === "unanswered") {
      this.#unanswered.add({ case: id, model, problem: cut(judgement.problem) });
    } else if (judgement.outcome === "unsupported") {
      this.#unsupported.add({ case: id, model, problem: cut(judgement.reason) });
    }
  }

  #keepExample(planned: PlannedTest, result: CaseResult, failure: Extract<Judgement, { outcome: "fail" }>): void {
    if (result.change === "unanswered") return;
    const kept = result.change === "still-failing" ? this.#knownExamples : this.#newExamples;
    if (kept.wants(exampleKey(result, failure))) kept.add(createExample(planned, result, failure));
  }
}

type KeptChange = "new-failure" | "fixed" | "still-failing";

/** What a case that both models were judged on adds to the difference; undefined for any other. */
const PAIRED_NET: Partial<Record<CaseChange, number>> = {
  "new-failure": 1,
  fixed: -1,
  "still-failing": 0,
  "still-passing": 0,
};

function isKept(change: CaseChange): change is KeptChange {
  return change === "new-failure" || change === "fixed" || change === "still-failing";
}

function noCounts(): ModelCounts {
  return { passed: 0, failed: 0, filtered: 0, unsupported: 0, unanswered: 0 };
}

function noChanges(): Record<CaseChange, number> {
  return {
    unanswered: 0,
    "new-failure": 0,
    fixed: 0,
    "still-failing": 0,
    "still-passing": 0,
    "lost-support": 0,
    failing: 0,
    passing: 0,
    unsupported: 0,
    filtered: 0,
  };
}

function count(counts: ModelCounts, { outcome }: Judgement): void {
  if (outcome === "pass") counts.passed++;
  else if (outcome === "fail") counts.failed++;
  else counts[outcome]++;
}

function addUp<Name extends string>(sums: Record<Name, number>, counts: Readonly<Record<Name, number>>): void {
  for (const name in counts) sums[name] += counts[name];
}

function addAll<Item>(few: { add(item: Item): void }, items: readonly Item[]): void {
  for (const item of items) few.add(item);
}

function byCase(a: CaseProblem, b: CaseProblem): number {
  return compareCodePoints(a.case, b.case) || compareCodePoints(b.model, a.model);
}
