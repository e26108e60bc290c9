import { describe, expect, test } from "vitest";
import { RUN } from "../../fixtures/example.ts";
import {
  collected,
  GERMAN,
  look,
  metric,
  plan,
  rampAt,
  rates,
  THUMBS_UP_CELLS,
  TOXIC,
  TOXIC_CELLS,
} from "../../fixtures/look.ts";
import { type Analysis, createCanary } from "../evidence/create-canary.ts";
import { judge } from "./judge.ts";
import type { Look } from "./look.ts";

/** 200 of 6,172 users, 3.2 %, saw a toxic reply where 0.03 % of the baseline's did: beyond any margin of 0.4 points. */
const TOO_TOXIC = rates("toxic replies", [200, 6_172], [36, 133_828]);
/** 40 % of the candidate's users are content, where 68 % were. */
const DISLIKED = rates("thumbs-up rate", [2_469, 6_172], [91_130, 133_828]);
const AN_HOUR_AGO = Date.parse("2026-03-02T06:00:00Z");
const OFF = { candidate: 6_700, baseline: 133_300 };

const of = (...cells: Parameters<typeof collected>[0][]) => collected(Object.assign({}, ...cells));
const judged = (changes: Partial<Look> = {}): Analysis => {
  const analysis = judge(look(changes));
  createCanary(analysis, RUN);
  return analysis;
};

describe("a look whose data can be relied on", () => {
  test("advances where the step is over and no margin is breached", () => {
    expect(judged()).toMatchObject({
      decision: "advance",
      reasonCode: "margins-not-breached",
      next: { what: "25 % of users", at: null, samplesNeeded: null, secondsNeeded: null },
      exposure: { of: "users", share: 0.05, previousShare: 0.01, units: { candidate: 6_172, baseline: 133_828 } },
      sampleRatio: { p: 1, ok: true, method: "dirichlet-multinomial" },
    });
  });

  test("rolls back where a metric of safety is beyond its margin", () => {
    const analysis = judged({ collected: collected({ cells: [...THUMBS_UP_CELLS, ...TOO_TOXIC] }) });
    expect(analysis).toMatchObject({
      decision: "rollback",
      reasonCode: "margin-breached",
      why: "toxic replies is beyond its margin",
      next: { what: "everybody gets 1.4.0 back" },
      commands: { stop: null, hold: null },
    });
  });

  test("rolls back by safety whatever else is wrong: the split, the age, the baseline's outcomes, a person's hold", () => {
    const analysis = judged({
      isHeld: true,
      collected: collected({
        units: OFF,
        newest: 0,
        outcomes: { candidate: 0, baseline: 0 },
        cells: [...THUMBS_UP_CELLS, ...TOO_TOXIC],
      }),
    });
    expect(analysis).toMatchObject({ decision: "rollback", sampleRatio: { ok: false } });
  });

  test("rolls back by safety of few units, which the exact test needs none of", () => {
    const cells = [...rates("thumbs-up rate", [20, 40], [500, 800]), ...rates("toxic replies", [40, 40], [0, 800])];
    const units = { candidate: 40, baseline: 800 };
    expect(judged({ collected: collected({ cells, units }) }).decision).toBe("rollback");
  });

  test("holds where a metric that is not critical is beyond its margin, and rolls back where it is", () => {
    const cells = [...DISLIKED, ...TOXIC_CELLS];
    expect(judged({ collected: collected({ cells }) })).toMatchObject({
      decision: "hold",
      reasonCode: "margin-breached",
      why: "thumbs-up rate is beyond its margin",
    });
    const critical = plan({ metrics: [metric({ critical: true }), TOXIC] });
    expect(judged({ plan: critical, collected: collected({ cells }) }).decision).toBe("rollback");
  });

  test("does not blame a critical metric where the split is not as planned", () => {
    const critical = plan({ metrics: [metric({ critical: true }), TOXIC] });
    const analysis = judged({
      plan: critical,
      collected: collected({ units: OFF, cells: [...DISLIKED, ...TOXIC_CELLS] }),
    });
    expect(analysis).toMatchObject({ decision: "hold", reasonCode: "split-not-as-planned" });
    // The fixture's, of the same counts.
    expect(analysis.sampleRatio?.p).toBeCloseTo(1.776e-8, 10);
  });

  test("is undecided until the step has lasted as long as it should", () => {
    expect(judged({ now: "2026-03-02T06:59:45Z" })).toMatchObject({
      decision: "inconclusive",
      reasonCode: "bake-not-over",
      next: { at: "2026-03-02T07:00:00.000Z", samplesNeeded: null, secondsNeeded: null },
    });
  });

  test("stays where a person holds it", () => {
    expect(judged({ isHeld: true })).toMatchObject({
      decision: "hold",
      reasonCode: "held",
      next: { what: "25 % of users once it is resumed" },
      commands: { hold: null },
    });
  });

  test("a group that is beyond its margin is a matter of fairness, and holds the rollout", () => {
    const grouped = plan({ metrics: [metric({}, { groups: [GERMAN] }), TOXIC] });
    const german = rates("thumbs-up rate", [120, 612], [9_008, 13_250], GERMAN);
    const analysis = judged({
      plan: grouped,
      collected: collected({ cells: [...THUMBS_UP_CELLS, ...german, ...TOXIC_CELLS] }),
    });
    expect(analysis).toMatchObject({
      decision: "hold",
      why: "thumbs-up rate where language is de is beyond its margin",
    });
    expect(analysis.findings.map((finding) => finding.class)).toEqual(["engagement", "fairness", "safety"]);
  });

  test("a group of too few units is watched while nothing has to be proven, and waited for where it has", () => {
    const metrics = [metric({}, { groups: [GERMAN] }), TOXIC];
    const german = rates("thumbs-up rate", [30, 50], [9_008, 13_250], GERMAN);
    const cells = [...THUMBS_UP_CELLS, ...german, ...TOXIC_CELLS];
    const watched = judged({ plan: plan({ metrics }), collected: collected({ cells }) });
    expect(watched.decision).toBe("advance");
    expect(watched.findings[1]).toMatchObject({ verdict: "warn", reasonCode: "too-few-units", margin: null });
    const waited = judged({ plan: plan({ metrics, advanceWhen: "proven" }), collected: collected({ cells }) });
    // 50 of 100 units: twice as many, and so as many more of all the candidate's users in as much time again.
    expect(waited).toMatchObject({
      decision: "inconclusive",
      reasonCode: "too-few-units",
      next: { samplesNeeded: 6_172, secondsNeeded: 6 * 3_600 },
    });
  });
});

describe("what has to be proven", () => {
  const narrow = (changes: Partial<ReturnType<typeof plan>> = {}) =>
    plan({ metrics: [metric({ margin: 0.01 }), TOXIC], ...changes });

  test("before the next step is what the plan says", () => {
    expect(judged({ plan: narrow() }).decision).toBe("advance");
    const analysis = judged({ plan: narrow({ advanceWhen: "proven" }) });
    expect(analysis).toMatchObject({
      decision: "inconclusive",
      reasonCode: "margin-not-proven",
      why: "thumbs-up rate is not proven yet",
      next: { what: "25 % of users once every margin is proven", at: null },
    });
    expect(analysis.next.samplesNeeded).toBeGreaterThan(0);
    // At 6,172 users in six hours.
    expect(analysis.next.secondsNeeded).toBeCloseTo(((analysis.next.samplesNeeded ?? 0) * 6 * 3_600) / 6_172, -1);
  });

  test("is everything before the step that leaves nobody to compare with", () => {
    const ramp = rampAt(4);
    const compared = { position: 4, share: 6_200 / 140_000, startedOn: "2026-03-02T01:00:00Z" };
    const at = { ramp, compared, now: "2026-03-03T07:00:00Z" };
    const fresh = { newest: Date.parse("2026-03-03T06:59:00Z") };
    expect(judged({ ...at, plan: narrow(), collected: collected(fresh) }).reasonCode).toBe("margin-not-proven");
    expect(judged({ ...at, collected: collected(fresh) })).toMatchObject({
      decision: "advance",
      why: "every margin is proven",
    });
    const withGoal = plan({ metrics: [metric({ goal: 0.01 }), TOXIC] });
    expect(judged({ ...at, plan: withGoal, collected: collected(fresh) })).toMatchObject({
      decision: "inconclusive",
      reasonCode: "goal-not-reached",
    });
  });

  test("at the last step promotes, judged by the step before, whose newest exposure is as old as that", () => {
    const compared = { position: 4, share: 6_200 / 140_000, startedOn: "2026-03-01T19:00:00Z" };
    const newest = Date.parse("2026-03-02T00:59:00Z");
    const at = { ramp: rampAt(5), compared, now: "2026-03-04T00:00:00Z", collected: collected({ newest }) };
    expect(judged(at)).toMatchObject({
      decision: "promote",
      next: { what: "2.0.0 becomes the version for everybody" },
      sampleRatio: { ok: true },
    });
    expect(judged({ ...at, plan: narrow() })).toMatchObject({
      decision: "hold",
      why: "thumbs-up rate is not proven yet, and nobody has the baseline any more",
    });
  });
});

describe("a look whose data cannot be relied on holds, and says why", () => {
  test.each<[string, string, Partial<Look>]>([
    ["no-data", "nothing tells which users saw which version", { collected: null }],
    ["source-failed", "exposures could not be read: no route", { collected: { problem: "no route" } }],
    ["no-data", "no users of the candidate were counted", { collected: of({ units: { candidate: 0, baseline: 9 } }) }],
    ["stale-data", "the newest exposure is more than 1 h old", { collected: of({ newest: 0 }) }],
    ["stale-data", "the newest exposure is more than 1 h old", { collected: of({ newest: null }) }],
    ["stale-data", "the newest outcome is more than 1 h old", { collected: of({ newestOutcome: AN_HOUR_AGO - 1 }) }],
    ["stale-data", "nothing tells when the newest outcome was", { collected: of({ newestOutcome: null }) }],
    ["no-outcomes", "no outcomes of the baseline came", { collected: of({ outcomes: { candidate: 1, baseline: 0 } }) }],
    [
      "unknown-variant",
      "1 event is of a version that this rollout does not have",
      { collected: of({ quality: { ...collected().quality, unknownVariant: 1 } }) },
    ],
    [
      "crossover",
      "1,500 users, 1.1 %, saw both versions",
      { collected: of({ quality: { ...collected().quality, crossover: 1_500 } }) },
    ],
    ["split-not-as-planned", "users did not come to the versions as planned", { collected: of({ units: OFF }) }],
    [
      "source-failed",
      "exposures could not be read: its counts contradict each other",
      { collected: of({ quality: { ...collected().quality, late: 1e9 } }) },
    ],
    [
      "invalid-values",
      "thumbs-up rate cannot be judged: invalid values",
      {
        collected: of({
          cells: [...THUMBS_UP_CELLS.map((cell) => ({ ...cell, invalid: 1 })), ...TOXIC_CELLS],
        }),
      },
    ],
    [
      "invalid-values",
      "thumbs-up rate cannot be judged: invalid values",
      { collected: of({ cells: [...rates("thumbs-up rate", [7_000, 6_172], [91_130, 133_828]), ...TOXIC_CELLS] }) },
    ],
    ["no-data", "toxic replies cannot be judged: no data", { collected: of({ cells: THUMBS_UP_CELLS }) }],
  ])("%s: %s", (reasonCode, why, changes) => {
    const analysis = judged(changes);
    expect(analysis).toMatchObject({ decision: "hold", reasonCode, why });
    expect(analysis.timeline.entries.at(-1)).toMatchObject({ decision: "hold", reason: why, look: 5 });
  });
});

test("the newest outcome may be as old as the plan says, and of a step that is over that old at its end", () => {
  expect(judged({ collected: of({ newestOutcome: AN_HOUR_AGO }) }).decision).toBe("advance");
  const compared = { position: 4, share: 6_200 / 140_000, startedOn: "2026-03-01T19:00:00Z" };
  const ended = { ramp: rampAt(5), compared, now: "2026-03-04T00:00:00Z" };
  const newest = Date.parse("2026-03-02T00:59:00Z");
  const promoted = judged({ ...ended, collected: of({ newest, newestOutcome: Date.parse("2026-03-02T00:00:00Z") }) });
  expect(promoted.decision).toBe("promote");
  const held = judged({ ...ended, collected: of({ newest, newestOutcome: Date.parse("2026-03-01T23:59:59Z") }) });
  expect(held).toMatchObject({ decision: "hold", why: "the newest outcome is more than 1 h old" });
});

test("safety rolls back whatever outcomes there have been since", () => {
  const cells = [...THUMBS_UP_CELLS, ...TOO_TOXIC];
  expect(judged({ collected: of({ cells, newestOutcome: null }) }).decision).toBe("rollback");
});

test("a metric that only informs holds nothing up, whatever its source says", () => {
  const informing = metric({ name: "visits", margin: null, groupMargin: null });
  const analysis = judged({ plan: plan({ metrics: [metric(), TOXIC, informing] }) });
  expect(analysis.decision).toBe("advance");
  expect(analysis.findings[2]).toMatchObject({ verdict: "warn", reasonCode: "no-data", difference: null });
});

test("the same look is judged the same", () => {
  expect(JSON.stringify(judge(look()))).toBe(JSON.stringify(judge(look())));
});
