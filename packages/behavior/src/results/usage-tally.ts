import type { Usage } from "../model.ts";

/** What a model's answers took in all. It differs from run to run, and is kept out of what is digested. */
export interface UsageRecord {
  /** Answers by the time of their request: bucket b has those over 1.1^(b - 1) and up to 1.1^b milliseconds. */
  readonly latency: readonly (readonly [bucket: number, answers: number])[];
  /** Null where no answer told. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** In US dollars. */
  readonly cost: number | null;
}

/** So that a quantile is off by less than 5 %. DDSketch (Masson, Rim and Lee, VLDB 2019) with its alpha at 1/21. */
const GROWTH = 1.1;
/** A microsecond, and eleven days: what is beyond counts as that. */
const LEAST = 1e-3;
const MOST = 1e9;

/** Sums that are put together from parts. */
export class UsageTally {
  readonly #latency = new Map<number, number>();
  #inputTokens: number | null = null;
  #outputTokens: number | null = null;
  #cost: number | null = null;

  add(usage: Usage): void {
    const { milliseconds } = usage;
    if (milliseconds !== undefined && milliseconds >= 0) this.#count(bucketOf(milliseconds), 1);
    this.#sum(usage.inputTokens, usage.outputTokens, usage.cost);
  }

  absorb(record: UsageRecord): void {
    for (const [bucket, answers] of record.latency) this.#count(bucket, answers);
    this.#sum(record.inputTokens, record.outputTokens, record.cost);
  }

  toRecord(): UsageRecord {
    return {
      latency: [...this.#latency].sort(([a], [b]) => a - b),
      inputTokens: this.#inputTokens,
      outputTokens: this.#outputTokens,
      cost: this.#cost,
    };
  }

  #count(bucket: number, answers: number): void {
    this.#latency.set(bucket, (this.#latency.get(bucket) ?? 0) + answers);
  }

  #sum(...[input, output, cost]: readonly (number | null | undefined)[]): void {
    this.#inputTokens = plus(this.#inputTokens, input);
    this.#outputTokens = plus(this.#outputTokens, output);
    this.#cost = plus(this.#cost, cost);
  }
}

/**
 * The time in milliseconds that a share `q`, from 0 to 1, of the answers took at most, off by less than 5 %; null where no
 * answer told its time.
 */
export function latencyQuantile(record: UsageRecord, q: number): number | null {
  const answers = record.latency.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [bucket, count] of record.latency) {
    seen += count;
    if (seen >= q * answers) return (2 * GROWTH ** bucket) / (GROWTH + 1);
  }
  return null;
}

function bucketOf(milliseconds: number): number {
  return Math.ceil(Math.log(Math.min(MOST, Math.max(LEAST, milliseconds))) / Math.log(GROWTH));
}

/** What is no amount, such as NaN or less than nothing, was not told. */
function plus(sum: number | null, amount: number | null | undefined): number | null {
  if (amount === null || amount === undefined || !Number.isFinite(amount) || amount < 0) return sum;
  return (sum ?? 0) + amount;
}
