import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CanaryPredicate, parseCanary } from "@airworthy/canary";
import { sha256 } from "@airworthy/evidence";
import type { Outcome } from "@airworthy/runtime";
import { describe, expect, test } from "vitest";
import { CANARY_CONFIGURATION, createCanaryWorkspace } from "../../../test/harness/canary/canary-workspace.ts";
import { CANDIDATE, STABLE } from "../../../test/harness/rollout-workspace.ts";

function lookOf({ evidence }: Outcome): CanaryPredicate {
  const file = evidence.find(({ name }) => name.startsWith("analyze-canary."));
  if (file === undefined) throw new Error("no evidence of a look");
  return parseCanary(file.statement);
}

describe("a healthy candidate", () => {
  test("is widened step by step, promoted by what the last step with both versions proved, and every look is in the log", async () => {
    await using at = await createCanaryWorkspace();
    await at.start();
    await at.visit(4_000);
    at.clock.minutes = 30;
    const early = await at.analyze({ act: true });
    expect(early).toMatchObject({
      verdict: "inconclusive",
      outputs: { decision: "inconclusive", effect: "", step: "1" },
    });
    expect(lookOf(early).next.at).toBe("2026-03-02T10:00:00.000Z");
    at.clock.minutes = 59;
    await at.visit(2_000);
    at.clock.minutes = 61;
    const first = await at.analyze({ act: true });
    expect(first.outputs).toMatchObject({ decision: "advance", effect: "moved", step: "1", share: "0.1" });
    at.clock.minutes = 100;
    await at.visit(12_000);
    at.clock.minutes = 121;
    await at.visit(10);
    at.clock.minutes = 122;
    const second = await at.analyze({ act: true });
    expect(second.outputs).toMatchObject({
      decision: "advance",
      effect: "moved",
      step: "2",
      why: "every margin is proven",
    });
    at.clock.minutes = 150;
    await at.visit(200);
    at.clock.minutes = 183;
    const last = await at.analyze({ act: true });
    expect(last.outputs).toMatchObject({ decision: "promote", effect: "moved", step: "3" });
    // The evidence of the last look is of the users of step 2, half of whom had the candidate.
    const look = lookOf(last);
    expect(look.ramp.position).toBe(3);
    expect(look.exposure.units.candidate + look.exposure.units.baseline).toBe(12_010);
    expect(look.sampleRatio?.ok).toBe(true);
    expect(look.inputs).toEqual([{ name: "airworthy.yml", sha256: sha256(CANARY_CONFIGURATION) }]);
    expect(look.timeline.entries.map(({ look: number, decision }) => `${number ?? "-"} ${decision}`)).toEqual([
      "- start",
      "1 inconclusive",
      "2 advance",
      "3 advance",
      "4 promote",
    ]);
    const entries = (await at.file("audit.jsonl"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(entries.map(({ move, by }) => `${move} ${by.via}`)).toEqual([
      "start cli",
      "advance analyze-canary",
      "advance analyze-canary",
      "promote analyze-canary",
    ]);
    expect(entries.at(-1).evidence.map(({ name }: { name: string }) => name)).toContain("analyze-canary.ranker-1.json");
    expect(await at.analyze()).toMatchObject({ verdict: "pass", reasonCode: "complete", evidence: [] });
  });

  test("two looks at once make one move, and a look without act makes none", async () => {
    await using at = await createCanaryWorkspace();
    await at.start();
    await at.visit(4_000);
    at.clock.minutes = 59;
    await at.visit(100);
    at.clock.minutes = 61;
    expect((await at.analyze()).outputs).toMatchObject({ decision: "advance", effect: "" });
    const both = await Promise.all([at.analyze({ act: true }), at.analyze({ act: true })]);
    expect(both.map(({ outputs }) => outputs["effect"]).toSorted()).toEqual(["moved", "unchanged"]);
    const log = await at.file("audit.jsonl");
    expect(log.trimEnd().split("\n")).toHaveLength(2);
  });
});

describe("a candidate that does harm", () => {
  test("is rolled back at once where people report it, before the step is over; its digest is denied", async () => {
    await using at = await createCanaryWorkspace();
    await at.start();
    await at.visit(8_000, { helpful: 7, reports: 20 });
    at.clock.minutes = 15;
    const outcome = await at.analyze({ act: true });
    expect(outcome).toMatchObject({ verdict: "fail", outputs: { decision: "rollback", effect: "moved" } });
    expect(outcome.outputs["why"]).toContain("toxic");
    expect(JSON.parse(await at.file("rollouts.json")).denied).toEqual([expect.objectContaining({ digest: CANDIDATE })]);
    expect(JSON.parse(await at.file("flags.json")).flags.ranker.variants).toEqual({ stable: STABLE });
  });

  test("is rolled back where a critical metric is beyond its margin for sure", async () => {
    await using at = await createCanaryWorkspace();
    await at.start();
    await at.visit(20_000, { helpful: 4, reports: 0 });
    at.clock.minutes = 15;
    const outcome = await at.analyze({ act: true });
    expect(outcome.outputs).toMatchObject({ decision: "rollback", effect: "moved" });
    expect(outcome.outputs["why"]).toContain("helpful");
  });

  test("a rollback needs no evidence that clears anything", async () => {
    await using at = await createCanaryWorkspace();
    await at.start();
    await at.visit(8_000, { helpful: 7, reports: 20 });
    await rm(join(at.path, "airworthy-evidence"), { recursive: true });
    at.clock.minutes = 15;
    expect((await at.analyze({ act: true })).outputs).toMatchObject({ decision: "rollback", effect: "moved" });
  });
});

describe("what cannot be relied on holds", () => {
  test("no events, a source that is gone, old events, another version's variant, a split that is off", async () => {
    await using at = await createCanaryWorkspace();
    await at.start();
    at.clock.minutes = 61;
    expect((await at.analyze({ act: true })).outputs).toMatchObject({ decision: "hold", effect: "" });
    at.clock.minutes = 59;
    await at.visit(6_000);
    at.clock.minutes = 62;
    expect((await at.analyze()).outputs["decision"]).toBe("advance");
    at.clock.minutes = 200;
    const stale = await at.analyze({ act: true });
    expect(stale).toMatchObject({ verdict: "inconclusive", outputs: { decision: "hold" } });
    expect(stale.outputs["why"]).toContain("old");

    at.clock.minutes = 62;
    const exposure = { "feature_flag.key": "ranker", "feature_flag.version": "ranker-1/1" };
    const stranger = { ...exposure, timestamp: "2026-03-02T10:00:00Z", "feature_flag.context.id": "x" };
    const events = join(at.path, "events.jsonl");
    const whole = await readFile(events, "utf8");
    await appendFile(events, `${JSON.stringify({ ...stranger, "feature_flag.result.value": "sha256:other" })}\n`);
    expect((await at.analyze({ act: true })).outputs).toMatchObject({ decision: "hold", effect: "" });

    // 500 more users of the candidate than the flag would have drawn.
    const more = Array.from({ length: 500 }, (_, index) => [
      { ...stranger, "feature_flag.context.id": `y${index}`, "feature_flag.result.value": CANDIDATE },
      { timestamp: "2026-03-02T10:00:01Z", user: `y${index}`, event: "feedback", helpful: 1 },
    ]).flat();
    await writeFile(events, whole + more.map((line) => `${JSON.stringify(line)}\n`).join(""));
    const split = await at.analyze({ act: true });
    expect(split.outputs).toMatchObject({ decision: "hold" });
    expect(lookOf(split).sampleRatio?.ok).toBe(false);

    await writeFile(events, "{");
    const broken = await at.analyze({ act: true });
    expect(broken.outputs).toMatchObject({ decision: "hold" });
    expect(broken.outputs["why"]).toContain("could not be read");
  });

  test("outcomes that end an hour before exposures do, since differences would shrink to nothing", async () => {
    await using at = await createCanaryWorkspace();
    await at.start();
    await at.visit(6_000);
    at.clock.minutes = 61;
    await at.visit(2_000);
    at.clock.minutes = 62;
    expect((await at.analyze()).outputs["decision"]).toBe("advance");
    const events = join(at.path, "events.jsonl");
    const lines = (await readFile(events, "utf8")).split("\n");
    const isLost = (line: string) => line.includes('"event"') && line.includes("T10:01:00");
    await writeFile(events, lines.filter((line) => !isLost(line)).join("\n"));
    expect(await at.analyze({ act: true })).toMatchObject({
      reasonCode: "stale-data",
      outputs: { decision: "hold", effect: "", why: "the newest outcome is more than 1 h old" },
    });
  });

  test("a value that is no number, of a metric with a margin", async () => {
    await using at = await createCanaryWorkspace();
    await at.start();
    await at.visit(6_000);
    at.clock.minutes = 59;
    await at.visit(100);
    await appendFile(
      join(at.path, "events.jsonl"),
      `${JSON.stringify({ timestamp: "2026-03-02T09:59:30Z", user: "u1", event: "feedback", helpful: "NaN" })}\n`,
    );
    at.clock.minutes = 61;
    const outcome = await at.analyze({ act: true });
    expect(outcome.outputs).toMatchObject({ decision: "hold", effect: "" });
    expect(outcome.outputs["why"]).toContain("helpful");
  });
});

describe("a segment", () => {
  const STAFF = CANARY_CONFIGURATION.replace(
    "      - { share: 10%, bake: 1h }\n",
    "      - { segment: staff, share: 100%, bake: 1h }\n      - { share: 10%, bake: 1h }\n",
  ).replace("canary:", "    segments: { staff: { in: [{ var: targetingKey }, [u1, u2]] } }\ncanary:");

  test("of which all have the candidate goes on by time, without evidence of anything", async () => {
    await using at = await createCanaryWorkspace(STAFF);
    await at.start();
    at.clock.minutes = 30;
    expect(await at.analyze({ act: true })).toMatchObject({ verdict: "inconclusive", outputs: { effect: "refused" } });
    at.clock.minutes = 61;
    const outcome = await at.analyze({ act: true });
    expect(outcome).toMatchObject({ verdict: "warn", outputs: { effect: "moved", step: "1" } });
    expect(outcome.evidence.map(({ name }) => name)).toEqual([expect.stringMatching(/^manage-rollout\./)]);
  });

  test("is no part of a later split, and where nothing tells who is in it the look holds", async () => {
    const told = STAFF.replace(
      "    exposures: {",
      '    segments: { staff: { column: language, value: "us" } }\n    exposures: {',
    );
    for (const [configuration, decision] of [
      [STAFF, "hold"],
      [told, "advance"],
    ] as const) {
      await using at = await createCanaryWorkspace(configuration);
      await at.start();
      at.clock.minutes = 61;
      await at.analyze({ act: true });
      at.clock.minutes = 120;
      await at.visit(6_000);
      at.clock.minutes = 122;
      const outcome = await at.analyze();
      expect(outcome.outputs["decision"], configuration).toBe(decision);
    }
  });
});

test("a replay says what looks at past times would have said, from the log or from given times, and moves nothing", async () => {
  await using at = await createCanaryWorkspace();
  await at.start();
  await at.visit(4_000);
  at.clock.minutes = 31;
  await at.visit(2_000, { helpful: 7, reports: 40 });
  at.clock.minutes = 59;
  await at.visit(10);
  at.clock.minutes = 90;
  const before = await at.file("rollouts.json");
  const times = { since: "2026-03-02T09:15:00Z", until: "2026-03-02T10:00:00Z", every: "15m" };
  const outcome = await at.analyze({ task: "replay", ...times });
  const read = async () => (await readFile(join(at.path, "airworthy-report/canary-replay.jsonl"), "utf8")).trim();
  const recorded = await read();
  const decisions = recorded.split("\n").map((line) => JSON.parse(line).decision);
  expect(decisions).toEqual(["inconclusive", "inconclusive", "rollback", "rollback"]);
  expect(outcome.headline).toContain("2026-03-02T09:45:00.000Z");
  const given = { "step-starts": ["2026-03-02T09:00:00.000Z"], package: CANDIDATE, "baseline-package": STABLE };
  await at.analyze({ task: "replay", ...times, ...given });
  expect((await read()).replaceAll("recorded", "ann").replaceAll('"by hand"', '"started"')).toBe(recorded);
  expect(await at.file("rollouts.json")).toBe(before);
  await expect(at.analyze({ task: "replay", ...times, until: "2026-03-03T09:15:00Z", every: "1s" })).rejects.toThrow(
    "make 86401 looks; 1 to 10000",
  );
  await expect(at.analyze({ task: "replay", ...times, since: "yesterday" })).rejects.toThrow("since");
});

test("sizes say what each margin needs at each step with both versions", async () => {
  await using at = await createCanaryWorkspace();
  const expected = ["helpful ratio 0.7 sd 0.458", "toxic rate 0.0001"];
  const outcome = await at.analyze({ task: "size", "units-per-hour": 6_000, expected });
  expect(outcome.evidence).toEqual([]);
  expect(JSON.stringify(outcome.summary)).toContain("helpful");
  await expect(at.analyze({ task: "size", expected })).rejects.toThrow("units-per-hour");
  await expect(at.analyze({ task: "size", "units-per-hour": 1, expected: ["other mean 1"] })).rejects.toThrow(
    "helpful",
  );
});

test("a plan that is not there, or a rollout that was never started, is an error that says what to do", async () => {
  await using at = await createCanaryWorkspace(
    CANARY_CONFIGURATION.replace("  ranker:\n    sources", "  other:\n    sources"),
  );
  await expect(at.analyze()).rejects.toThrow("has not been started");
  await at.start();
  await expect(at.analyze()).rejects.toThrow('no plan "ranker" under "canary"');
});
