import { compareCodePoints, UserError } from "@airworthy/evidence";
import type { PlannedTest, TestHead } from "../suite/plan.ts";
import { statedSeverity } from "../suite/stated-severity.ts";
import type { CaseResult } from "./case-result.ts";
import { CaseTally, type TallyShape } from "./case-tally.ts";
import { MAX_NAME } from "./kept-cases.ts";
import { PredictionCounts } from "./prediction-counts.ts";
import { cut } from "./shown.ts";
import { MAX_SLICE_VALUES, type TallyRecord } from "./tally-record.ts";
import { UsageTally } from "./usage-tally.ts";

/** Everything that is kept of a test's cases. Tallies of parts of the cases, put together, are the tally of all of them. */
export class Tally {
  readonly head: TestHead;
  /** Of all that the models answered; no part of the record, since it differs from run to run. */
  readonly usage: { readonly candidate: UsageTally; readonly baseline: UsageTally | null };
  readonly #shape: TallyShape;
  readonly #whole: CaseTally;
  readonly #predictions: PredictionCounts | null;
  readonly #slices: ReadonlyMap<string, Map<string, CaseTally>>;
  #inputs = 0;
  #sliceCount = 0;

  /** How often the candidate predicts each of the `classes` is counted; null counts none. */
  constructor(head: TestHead, hasBaseline: boolean, classes: ReadonlySet<string> | null) {
    this.head = head;
    this.usage = { candidate: new UsageTally(), baseline: hasBaseline ? new UsageTally() : null };
    this.#shape = { hasBaseline, times: head.repeat.times, of: "test" };
    this.#whole = new CaseTally(this.#shape);
    this.#predictions = classes && new PredictionCounts(classes);
    this.#slices = new Map(head.slices.map((name) => [name, new Map()]));
  }

  /** The findings that come of it: one for the test, one for each slice. */
  get findings(): number {
    return 1 + this.#sliceCount;
  }

  /** Throws a UserError for a case without a value of one of the test's slices, or where a slice has too many values. */
  add(planned: PlannedTest, result: CaseResult): void {
    const { item, candidate } = result;
    this.#inputs += item.inputs.length;
    this.#whole.add(planned, result);
    for (const [name, tallies] of this.#slices) {
      this.#slice(name, tallies, this.#valueOf(result, name)).add(planned, result);
    }
    const { outcome } = candidate.judgement;
    if (outcome === "pass" || outcome === "fail") this.#predictions?.add(item, candidate.answers);
  }

  absorb(record: TallyRecord): void {
    this.#inputs += record.inputs;
    this.#whole.absorb(record.whole);
    if (record.predictions !== null) this.#predictions?.absorb(record.predictions);
    for (const { name, value, tally } of record.slices) {
      const tallies = this.#slices.get(name);
      if (tallies !== undefined) this.#slice(name, tallies, value).absorb(tally);
    }
  }

  /** The slices in the order of the test's columns, then by value. */
  toRecord(): TallyRecord {
    return {
      head: headRecord(this.head),
      inputs: this.#inputs,
      whole: this.#whole.toRecord(),
      predictions: this.#predictions && copyOf(this.#predictions),
      slices: [...this.#slices].flatMap(([name, tallies]) =>
        [...tallies]
          .sort(([a], [b]) => compareCodePoints(a, b))
          .map(([value, tally]) => ({ name, value, tally: tally.toRecord() })),
      ),
    };
  }

  #valueOf({ item }: CaseResult, name: string): string {
    const value = item.slices?.get(name);
    const where = `test ${this.head.id}, case ${item.id}`;
    if (value === undefined) {
      throw new UserError(`${where}: no value of ${JSON.stringify(name)}, by which the test is sliced`);
    }
    if (value.length <= MAX_NAME) return value;
    throw new UserError(`${where}: a slice's value has ${value.length} characters; at most ${MAX_NAME} are allowed`);
  }

  #slice(name: string, tallies: Map<string, CaseTally>, value: string): CaseTally {
    const known = tallies.get(value);
    if (known !== undefined) return known;
    if (tallies.size === MAX_SLICE_VALUES) {
      throw new UserError(`test ${this.head.id}: more than ${MAX_SLICE_VALUES} values of ${JSON.stringify(name)}`, {
        remedy: "Slice by a column of few values: each gets a finding of its own.",
      });
    }
    const tally = new CaseTally({ ...this.#shape, of: "slice" });
    tallies.set(value, tally);
    this.#sliceCount++;
    return tally;
  }
}

/** The tally that a record was made of, but for its usage. */
export function tallyOf(record: TallyRecord): Tally {
  const tally = new Tally(record.head, record.whole.baseline !== null, record.predictions && new Set());
  tally.absorb(record);
  return tally;
}

/** Field by field: the record holds what its schema allows, whatever else a head may come to hold. */
function headRecord(head: TestHead): TallyRecord["head"] {
  const { id, title, capability, kind, line, maxFailureRate, maxNewFailures, minimumCases, repeat, slices } = head;
  return {
    id,
    title: cut(title),
    capability: capability && cut(capability),
    ...statedSeverity(head),
    kind,
    line,
    maxFailureRate,
    maxNewFailures,
    minimumCases,
    repeat: { times: repeat.times, passes: repeat.passes },
    slices: [...slices],
  };
}

function copyOf(predictions: PredictionCounts): TallyRecord["predictions"] {
  const { of, classes } = predictions.toRecord();
  return { of, classes: classes.map(([name, count]) => [name, count]) };
}
