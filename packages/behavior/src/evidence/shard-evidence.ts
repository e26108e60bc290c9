import { formatCounted } from "@airworthy/report";
import type { Shard } from "../cases/shard-cases.ts";
import type { Decision } from "../results/decide.ts";

/**
 * A decision on a part of the cases, left open: significance, rates and budgets are those of all cases, so that a shard can
 * neither pass nor fail. Only that a model broke is certain.
 */
export function openShard(decision: Decision, shard: Shard): Decision {
  if (decision.verdict === "error") return decision;
  return { ...decision, verdict: "inconclusive", change: "insufficient-evidence", reasonCode: shardReason(shard) };
}

export function shardSummary(shard: Shard, cases: number) {
  const headline = `Shard ${shard.index} of ${shard.of}, ${formatCounted(cases, "case")}: merge all shards for a verdict`;
  return { reasonCode: shardReason(shard), headline };
}

function shardReason({ of }: Shard): string {
  return `one-of-${of}-shards`;
}
