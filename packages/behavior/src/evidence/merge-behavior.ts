import { canonicalJson, checkShape, UserError } from "@airworthy/evidence";
import { tallyOf } from "../results/tally.ts";
import type { TallyRecord } from "../results/tally-record.ts";
import { assembleBehavior, sumUsage } from "./create-behavior.ts";
import { type BehaviorPredicate, behaviorSchema, MAX_SHARDS } from "./predicate.ts";

/**
 * The evidence of a whole run, from that of its shards in any order: byte for byte what one run over all cases would have
 * written, but for the volatile fields. Throws a UserError that names the shards that are missing, given twice, or of
 * another run than the first is: of another suite, seed, rule, model or tool, or a field that shards of one run
 * cannot make together.
 */
export function mergeBehavior(predicates: readonly BehaviorPredicate[]): BehaviorPredicate {
  const shards = sortShards(predicates);
  const [first, ...others] = shards;
  if (first === undefined) throw new UserError("no shard was given; the evidence of all shards of a run is merged");
  for (const shard of others) checkSame(first, shard);
  const { behavior } = first;
  const baselines = shards.flatMap(({ behavior: { usage } }) => (usage.baseline === null ? [] : [usage.baseline]));
  const merged = assembleBehavior({
    ...behavior,
    records: mergeRecords(first, others),
    usage: {
      candidate: sumUsage(shards.map((shard) => shard.behavior.usage.candidate)),
      baseline: baselines.length === 0 ? null : sumUsage(baselines),
    },
    shard: null,
    startedOn: earliest(shards.map((shard) => shard.behavior.startedOn)),
    finishedOn: latest(shards.map((shard) => shard.behavior.finishedOn)),
  });
  // Such as a case that two of them tell of: each of them alone was checked when it was read.
  checkShape<BehaviorPredicate>(behaviorSchema, merged, "what the shards make together");
  return merged;
}

interface Shard {
  readonly index: number;
  readonly of: number;
  readonly tallies: readonly TallyRecord[];
  readonly behavior: BehaviorPredicate;
}

/** The shards from first to last, all of them and each once. */
function sortShards(predicates: readonly BehaviorPredicate[]): Shard[] {
  const byIndex = new Map<number, Shard>();
  let of: number | null = null;
  for (const behavior of predicates) {
    const { shard } = behavior;
    if (shard === null)
      throw new UserError(`the evidence of suite ${behavior.suite.name} is of a whole run; shards are merged`);
    of ??= shard.of;
    if (shard.of !== of) throw new UserError(`shard ${nameOf(shard)} is of another run than the shards of ${of}`);
    if (shard.index > of) throw new UserError(`shard ${nameOf(shard)} cannot be`);
    if (byIndex.has(shard.index)) throw new UserError(`shard ${nameOf(shard)} is given twice`);
    byIndex.set(shard.index, { ...shard, behavior });
  }
  const missing = Array.from({ length: Math.min(of ?? 0, MAX_SHARDS) }, (_, at) => at + 1).filter(
    (at) => !byIndex.has(at),
  );
  if (missing.length > 0) {
    throw new UserError(`of ${of} shards, these are missing: ${missing.join(", ")}`, {
      remedy: "Merge after all of them have run; one that failed must be run again.",
    });
  }
  return [...byIndex.values()].sort((a, b) => a.index - b.index);
}

/** The fields in which shards of one run are equal, in the order in which a difference is told. */
const SHARED = [
  "configuration",
  "seed",
  "rule",
  "candidate",
  "baseline",
  "references",
  "runtimes",
  "inputs",
  "tool",
] as const;

function checkSame(first: Shard, shard: Shard): void {
  const differs = (what: string) => {
    const remedy = "Run all shards of one run alike: the same suite, seed, rule, models and tool.";
    return new UserError(`shard ${nameOf(shard)} is of another run than shard ${first.index}: its ${what} differs`, {
      remedy,
    });
  };
  const [a, b] = [first.behavior, shard.behavior];
  if (suiteOf(a) !== suiteOf(b)) throw differs("suite");
  for (const field of SHARED) if (canonicalJson(a[field]) !== canonicalJson(b[field])) throw differs(field);
  if (shapeOf(first.tallies) !== shapeOf(shard.tallies)) throw differs("list of tests");
}

/** But for the counts of cases, which are a shard's own. */
function suiteOf({ suite: { name, file, skipped } }: BehaviorPredicate): string {
  return canonicalJson([name, file, skipped]);
}

/** What tallies of the same tests, run alike, have in common. */
function shapeOf(tallies: readonly TallyRecord[]): string {
  return canonicalJson(
    tallies.map(({ head, whole, predictions }) => [head, whole.baseline === null, predictions === null]),
  );
}

/** By test, in the order of the suite, which is that of every shard. */
function mergeRecords(first: Shard, others: readonly Shard[]): TallyRecord[] {
  const merged = first.tallies.map(tallyOf);
  for (const { tallies } of others) {
    for (const [at, record] of tallies.entries()) merged[at]?.absorb(record);
  }
  return merged.map((tally) => tally.toRecord());
}

function nameOf({ index, of }: Pick<Shard, "index" | "of">): string {
  return `${index} of ${of}`;
}

function earliest(times: readonly string[]): string {
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? "";
}

function latest(times: readonly string[]): string {
  return times.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? "";
}
