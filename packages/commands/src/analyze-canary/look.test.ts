import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CanaryPredicate, parseCanary } from "@airworthy/canary";
import type { Outcome } from "@airworthy/runtime";
import { describe, expect, test } from "vitest";
import { CANARY_CONFIGURATION, createCanaryWorkspace } from "../../../../test/harness/canary/canary-workspace.ts";

const LOOK = "airworthy-evidence/analyze-canary.ranker-1.json";
const NO_SERVICE = { artifacts: "looks" };

/** A rollout whose candidate is reported by many, so that the next look takes it back. */
async function createHarmed() {
  const at = await createCanaryWorkspace();
  await at.start();
  await at.visit(8_000, { helpful: 7, reports: 20 });
  at.clock.minutes = 15;
  return at;
}

function lookOf({ evidence }: Outcome): CanaryPredicate {
  const file = evidence.find(({ name }) => name.startsWith("analyze-canary."));
  if (file === undefined) throw new Error("no evidence of a look");
  return parseCanary(file.statement);
}

function numbersOf(outcome: Outcome): string[] {
  return lookOf(outcome).timeline.entries.map(({ at, look }) => `${at.slice(11, 16)} ${look ?? "-"}`);
}

describe("nothing but the events stands in the way of a rollback", () => {
  test("neither evidence that is damaged nor artifacts that cannot be had", async () => {
    await using at = await createHarmed();
    await writeFile(join(at.path, "airworthy-evidence/damaged.json"), "{");
    const outcome = await at.analyze({ act: true, ...NO_SERVICE });
    expect(outcome).toMatchObject({ verdict: "fail", outputs: { decision: "rollback", effect: "moved" } });
  });

  test("nor an audit log that cannot be read", async () => {
    await using at = await createHarmed();
    const log = join(at.path, ".airworthy/flags/audit.jsonl");
    await rm(log);
    await mkdir(log);
    const outcome = await at.analyze({ act: true });
    expect(outcome.outputs).toMatchObject({ decision: "rollback", effect: "moved" });
    expect(numbersOf(outcome)).toEqual(["09:15 1"]);
  });

  test("nor a plan that is gone by the time it is made", async () => {
    await using at = await createHarmed();
    async function group<T>(_: string, work: () => Promise<T>): Promise<T> {
      const done = await work();
      await rm(join(at.path, "airworthy.yml"));
      return done;
    }
    Object.assign(at.ports, { log: { ...at.ports.log, group } });
    expect((await at.analyze({ act: true })).outputs).toMatchObject({ decision: "rollback", effect: "moved" });
  });
});

test("the timeline goes on from the look before, and anew where that cannot have been made", async () => {
  await using at = await createHarmed();
  const change = async (edit: (predicate: CanaryPredicate) => object) => {
    const statement = JSON.parse(await readFile(join(at.path, LOOK), "utf8"));
    const predicate = { ...statement.predicate, ...edit(parseCanary(statement)) };
    await writeFile(join(at.path, LOOK), JSON.stringify({ ...statement, predicate }));
  };
  const withLast = (given: object) => (predicate: CanaryPredicate) => {
    const { entries } = predicate.timeline;
    return { timeline: { omitted: 0, entries: entries.with(-1, Object.assign({}, entries.at(-1), given)) } };
  };
  await at.analyze();
  at.clock.minutes = 16;
  expect(numbersOf(await at.analyze())).toEqual(["09:00 -", "09:15 1", "09:16 2"]);
  for (const edit of [
    withLast({ at: "9999-12-31T00:00:00.000Z" }),
    withLast({ look: Number.MAX_SAFE_INTEGER }),
    ({ timeline }: CanaryPredicate) => ({ timeline: { ...timeline, omitted: Number.MAX_SAFE_INTEGER } }),
    ({ candidate }: CanaryPredicate) => ({ candidate: { ...candidate, sha256: "c".repeat(64) } }),
    () => ({ headline: 3 }),
  ]) {
    await change(edit);
    expect(numbersOf(await at.analyze()), String(edit)).toEqual(["09:00 -", "09:16 1"]);
  }
});

test("who comes while the last step is held is no part of the step before, though exposures tell no step", async () => {
  const unversioned = "exposures: { source: events, columns: { version: null } }";
  await using at = await createCanaryWorkspace(
    CANARY_CONFIGURATION.replace("exposures: { source: events }", unversioned),
  );
  await at.start();
  await at.visit(4_000);
  at.clock.minutes = 59;
  await at.visit(10);
  at.clock.minutes = 61;
  expect((await at.analyze({ act: true })).outputs["effect"]).toBe("moved");
  at.clock.minutes = 120;
  await at.visit(12_000);
  at.clock.minutes = 122;
  expect((await at.analyze({ act: true })).outputs["effect"]).toBe("moved");
  await at.move({ move: "hold", why: "a doubt" });
  at.clock.minutes = 125;
  await at.visit(300);
  at.clock.minutes = 130;
  await at.move({ move: "resume" });
  at.clock.minutes = 140;
  const { exposure } = lookOf(await at.analyze());
  expect(exposure.units.candidate + exposure.units.baseline).toBe(12_000);
});

test("a step of all of a segment that somebody holds stays", async () => {
  const staff = CANARY_CONFIGURATION.replace(
    "      - { share: 10%, bake: 1h }\n",
    "      - { segment: staff, share: 100%, bake: 1h }\n      - { share: 10%, bake: 1h }\n",
  ).replace("canary:", "    segments: { staff: { in: [{ var: targetingKey }, [u1, u2]] } }\ncanary:");
  await using at = await createCanaryWorkspace(staff);
  await at.start();
  await at.move({ move: "hold", why: "a doubt" });
  at.clock.minutes = 61;
  expect(await at.analyze({ act: true })).toMatchObject({
    verdict: "inconclusive",
    reasonCode: "held",
    outputs: { decision: "hold", to: "", effect: "" },
  });
});
