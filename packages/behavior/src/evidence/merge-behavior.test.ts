import { formatStatement, stableDigest } from "@airworthy/evidence";
import { seedFrom } from "@airworthy/stats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Answer } from "../model.ts";
import { tallyOf } from "../results/tally.ts";
import { examplePlan, model, plan, plannedTest, prediction } from "../run/example-plan.ts";
import { runSuite } from "../run/run-suite.ts";
import { ALL_GOOD, behaviorOf, FAILS_PRAISE, statementOf } from "./example-evidence.ts";
import { mergeBehavior } from "./merge-behavior.ts";
import { type BehaviorPredicate, parseBehavior } from "./predicate.ts";

/** A model whose answers are drawn from its inputs: mostly right, at times wrong, unsupported or, of what was made, none. */
function drawn(seed: number) {
  return model((input, { id, repeat }): Answer => {
    const draw = seedFrom(seed, input, String(repeat)) % 100;
    if (draw < 3 && id.includes("#")) return { problem: `draw ${draw}` };
    if (draw < 8) return { unsupported: `draw ${draw}` };
    return {
      ...prediction(seedFrom(seed + 1, input) % 4 === 0 ? draw / 200 : 0.5 + draw / 200),
      usage: { milliseconds: draw },
    };
  });
}

const caseParts = fc.record({
  id: fc.oneof(fc.string({ minLength: 1, maxLength: 6 }), fc.stringMatching(/^[0-9a-f]{16}$/)),
  inputs: fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 3 }),
  cluster: fc.constantFrom("a", "b", "c"),
  slices: fc.record({ site: fc.constantFrom("x", "y", "__proto__") }),
});

const plans = fc
  .array(
    fc.record({
      kind: fc.constantFrom("mft", "inv"),
      times: fc.integer({ min: 1, max: 3 }),
      slices: fc.constantFrom([], ["site"]),
      capability: fc.constantFrom(null, "one", "two"),
      cases: fc.uniqueArray(caseParts, { selector: ({ id }) => id, maxLength: 60 }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((tests) =>
    plan(
      ...tests.map(({ cases, times, ...own }, at) =>
        plannedTest({ id: `t${at}`, ...own, repeat: { times, passes: 1 } }, cases),
      ),
    ),
  );

/** As if it had been written to a file and read again. */
function throughFile(behavior: BehaviorPredicate): BehaviorPredicate {
  return parseBehavior(JSON.parse(formatStatement(statementOf(behavior))));
}

function withoutVolatile(behavior: BehaviorPredicate): string {
  const [startedOn, finishedOn, usage] = ["", "", {}];
  return JSON.stringify({ ...behavior, startedOn, finishedOn, usage }, null, 2);
}

test("shards of any plan, in any number and order, merge into the evidence of one run, byte for byte", async () => {
  await fc.assert(
    fc.asyncProperty(
      plans,
      fc.integer({ min: 2, max: 5 }),
      fc.boolean(),
      fc.nat(),
      async (tests, of, compared, seed) => {
        const models = { candidate: drawn(seed), baseline: compared ? drawn(seed + 7) : null };
        const shards = await Promise.all(
          Array.from({ length: of }, (_, at) => behaviorOf(models, { plan: tests, at, shard: { index: at + 1, of } })),
        );
        const merged = mergeBehavior(shards.map(throughFile).toSorted((a, b) => sortKey(a, seed) - sortKey(b, seed)));
        const whole = await behaviorOf(models, { plan: tests, at: 99 });
        expect(withoutVolatile(merged)).toBe(withoutVolatile(whole));
        expect(merged.usage).toEqual(whole.usage);
        expect(stableDigest(statementOf(merged))).toBe(stableDigest(statementOf(whole)));
        expect([merged.startedOn, merged.finishedOn]).toEqual([
          new Date(0).toISOString(),
          new Date(of - 1 + 1_000).toISOString(),
        ]);
      },
    ),
    { numRuns: 60 },
  );
});

function sortKey({ shard }: BehaviorPredicate, seed: number): number {
  return seedFrom(seed, String(shard?.index));
}

test("tallies of two parts of the cases merge into that of all of them", async () => {
  const models = { candidate: drawn(1), baseline: drawn(2) };
  const run = async (only: (at: number) => boolean) => {
    const cases = Array.from({ length: 2_500 }, (_, at) => ({
      id: `c${at}`,
      inputs: [`${at}`],
      cluster: `k${at % 1_200}`,
    }));
    const part = plan(
      plannedTest(
        { id: "t" },
        cases.filter((_, at) => only(at)),
      ),
    );
    const [tally] = await runSuite(part, models, { batchSize: 100, concurrency: 2 });
    if (tally === undefined) throw new Error("no test was run");
    return tally;
  };
  const merged = tallyOf((await run((at) => at % 3 === 0)).toRecord());
  merged.absorb((await run((at) => at % 3 > 0)).toRecord());
  const whole = await run(() => true);
  expect(merged.toRecord()).toEqual(whole.toRecord());
  expect(whole.toRecord().whole.clusters.folded).toBe(true);
});

describe("shards that are no run are a UserError that names them:", () => {
  const shardsOf = (of: number) =>
    Promise.all(
      Array.from({ length: of }, (_, at) =>
        behaviorOf({ candidate: ALL_GOOD, baseline: null }, { shard: { index: at + 1, of } }),
      ),
    );

  test("none, or a whole run", async () => {
    expect(() => mergeBehavior([])).toThrow("no shard was given");
    const whole = await behaviorOf({ candidate: ALL_GOOD, baseline: null });
    expect(() => mergeBehavior([whole])).toThrow("the evidence of suite example is of a whole run");
  });

  test("missing ones", async () => {
    const [, second, , fourth] = await shardsOf(4);
    expect(() => mergeBehavior([second, fourth].flatMap((shard) => shard ?? []))).toThrow(
      "of 4 shards, these are missing: 1, 3",
    );
  });

  test("one that is given twice", async () => {
    const [first, second] = await shardsOf(2);
    expect(() => mergeBehavior([first, second, second].flatMap((shard) => shard ?? []))).toThrow(
      "shard 2 of 2 is given twice",
    );
  });

  test("of runs in another number of shards", async () => {
    const [[first], [, second]] = [await shardsOf(2), await shardsOf(3)];
    expect(() => mergeBehavior([first, second].flatMap((shard) => shard ?? []))).toThrow(
      "shard 2 of 3 is of another run than the shards of 2",
    );
  });

  test.each<[string, (shard: BehaviorPredicate) => Partial<BehaviorPredicate>]>([
    ["suite", ({ suite }) => ({ suite: { ...suite, name: "other" } })],
    ["configuration", () => ({ configuration: [{ name: "suite.yml", digest: { sha256: "d".repeat(64) } }] })],
    ["seed", () => ({ seed: 8 })],
    ["rule", ({ rule }) => ({ rule: { ...rule, alpha: 0.1 } })],
    ["candidate", ({ candidate }) => ({ candidate: { ...candidate, sha256: "d".repeat(64) } })],
    ["baseline", ({ candidate }) => ({ baseline: candidate })],
    ["references", () => ({ references: { candidate: "newer.ts", baseline: null } })],
    ["runtimes", () => ({ runtimes: { candidate: "a runtime 2.0", baseline: null } })],
    ["inputs", () => ({ inputs: [] })],
    ["tool", ({ tool }) => ({ tool: { ...tool, version: "0.0.1" } })],
  ])("of another %s", async (what, changes) => {
    const [first, second] = await shardsOf(2);
    if (first === undefined || second === undefined) throw new Error("no shard was run");
    expect(() => mergeBehavior([first, { ...second, ...changes(second) }])).toThrow(
      `shard 2 of 2 is of another run than shard 1: its ${what} differs`,
    );
  });

  test("that tell of one case both", async () => {
    const [first] = await Promise.all([
      behaviorOf({ candidate: FAILS_PRAISE, baseline: ALL_GOOD }, { shard: { index: 1, of: 2 } }),
    ]);
    expect(first.findings[0]?.newFailureIds.length).toBeGreaterThan(0);
    const second = { ...first, shard: first.shard && { ...first.shard, index: 2 } };
    expect(() => mergeBehavior([first, second])).toThrow(/what the shards make together.*\n.*none twice/);
  });

  test("of other tests", async () => {
    const [first] = await shardsOf(2);
    const [praise] = examplePlan().tests;
    if (first === undefined || praise === undefined) throw new Error("no shard was run");
    const shard = { index: 2, of: 2 };
    const other = await behaviorOf({ candidate: ALL_GOOD, baseline: null }, { plan: plan(praise), shard });
    expect(() => mergeBehavior([first, other])).toThrow("its list of tests differs");
  });
});
