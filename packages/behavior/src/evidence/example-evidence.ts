import { createStatement, type Statement } from "@airworthy/evidence";
import type { Shard } from "../cases/shard-cases.ts";
import { shardCases } from "../cases/shard-cases.ts";
import { BAD, examplePlan, GOOD, model } from "../run/example-plan.ts";
import { type Models, runSuite } from "../run/run-suite.ts";
import type { Plan } from "../suite/plan.ts";
import { createBehavior } from "./create-behavior.ts";
import { BEHAVIOR_TYPE, type BehaviorPredicate } from "./predicate.ts";

/** Evidence for this package's tests, of real runs. */

export const ALL_GOOD = model(() => GOOD);
export const FAILS_PRAISE = model((input) => (input.startsWith("A ") ? BAD : GOOD));

export interface Run {
  readonly plan?: Plan;
  readonly at?: number;
  readonly shard?: Shard | null;
}

export async function behaviorOf(models: Models, { plan = examplePlan(), at = 0, shard = null }: Run = {}) {
  const tallies = await runSuite(shard === null ? plan : shardOf(plan, shard), models, {
    batchSize: 8,
    concurrency: 2,
  });
  return createBehavior(
    plan,
    tallies,
    { alpha: 0.05, minimumEffect: 0.01 },
    {
      suiteFile: "suite.yml",
      configuration: [{ name: "suite.yml", sha256: "b".repeat(64) }],
      candidate: version("new"),
      baseline: models.baseline && version("old"),
      references: { candidate: "new.ts", baseline: models.baseline && "old.ts" },
      runtimes: { candidate: "a runtime 1.0", baseline: null },
      inputs: [
        { name: "suite.yml", sha256: "b".repeat(64) },
        { name: "new.ts", sha256: "c".repeat(64) },
      ],
      tool: { name: "airworthy", version: "0.0.0" },
      shard,
      startedOn: new Date(at),
      finishedOn: new Date(at + 1_000),
    },
  );
}

export function statementOf(predicate: BehaviorPredicate): Statement<BehaviorPredicate> {
  return createStatement({ name: "new@1.0.0", digest: { sha256: "a".repeat(64) } }, BEHAVIOR_TYPE, predicate);
}

function shardOf(plan: Plan, shard: Shard): Plan {
  const tests = plan.tests.map((test) => ({ ...test, cases: shardCases(test.cases, shard, test.head.id) }));
  return { ...plan, tests };
}

function version(name: string) {
  return { name, version: "1.0.0", sha256: "a".repeat(64), digestOf: "package" as const };
}
