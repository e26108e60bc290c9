import { formatStatement, parseStatement, stableDigest, UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import {
  ADVANCING,
  BASELINE,
  decided,
  found,
  GERMAN_THUMBS_UP,
  ROLLING_BACK,
  SPLIT_OFF,
  statementOf,
  THUMBS_UP,
  toxicReplies,
  UNDECIDED,
} from "../../fixtures/example.ts";
import { createFinding } from "./create-canary.ts";
import { type CanaryPredicate, parseCanary } from "./predicate.ts";

const ADVANCE = { decision: "advance", why: "every margin is proven", reasonCode: "margins-proven" } as const;
const HOLD = { decision: "hold", why: "the split is off", reasonCode: "sample-ratio" } as const;
const PROMOTE = { decision: "promote", why: "every margin is proven", reasonCode: "margins-proven" } as const;

/** The example's predicate with other fields, as somebody who edits the file would leave it. */
function edited(changes: object, of: CanaryPredicate = statementOf().predicate) {
  return { ...statementOf(), predicate: { ...structuredClone(of), ...changes } };
}

test("evidence that was written is read back whole, and does not depend on when", () => {
  for (const analysis of [UNDECIDED, ROLLING_BACK, ADVANCING]) {
    const statement = statementOf(analysis);
    expect(parseCanary(parseStatement(formatStatement(statement), "a.json"))).toEqual(statement.predicate);
    const later = { ...statement, predicate: { ...statement.predicate, finishedOn: "2027-01-01T00:00:00Z" } };
    expect(stableDigest(later)).toBe(stableDigest(statement));
  }
});

test("the verdict follows from the decision and from what was found", () => {
  expect(statementOf(ADVANCING).predicate.verdict).toBe("pass");
  expect(statementOf(UNDECIDED).predicate.verdict).toBe("inconclusive");
  expect(statementOf(ROLLING_BACK).predicate.verdict).toBe("fail");
  const findings = ADVANCING.findings;
  expect(statementOf(decided(HOLD, { findings })).predicate.verdict).toBe("inconclusive");
  expect(statementOf(decided(HOLD, { findings, sampleRatio: SPLIT_OFF })).predicate.verdict).toBe("inconclusive");
  expect(statementOf(decided(HOLD, { findings, sampleRatio: null })).predicate.verdict).toBe("inconclusive");
});

test("nothing advances or is promoted where the split is off, something is breached, open or not measured", () => {
  const unmeasured = { ...found({ metric: "m", class: "quality", margin: 1 }, NOBODY), ...NOTHING };
  for (const decision of [ADVANCE, PROMOTE]) {
    for (const changes of [
      { findings: ADVANCING.findings, sampleRatio: SPLIT_OFF },
      { findings: ADVANCING.findings, sampleRatio: null },
      { findings: UNDECIDED.findings },
      { findings: ROLLING_BACK.findings },
      { findings: [...ADVANCING.findings, unmeasured] },
      // Nothing is guarded.
      { findings: [found({ metric: "m", class: "quality", margin: null }, NOBODY)] },
    ]) {
      expect(() => statementOf(decided(decision, changes))).toThrow(UserError);
    }
    expect(() => statementOf(decided(decision, { findings: ADVANCING.findings }))).not.toThrow();
  }
});

test("a promotion needs what an advance does not: every margin proven and every goal reached", () => {
  // The German metric without its slice only warns.
  const open = found({ metric: "German thumbs-up", class: "fairness", margin: 0.05 }, [
    { mean: 0.67, variance: 0.22, units: 612 },
    { mean: 0.68, variance: 0.22, units: 13_250 },
  ]);
  const goal = { ...THUMBS_UP, goal: 0.01 };
  for (const more of [open, { ...goal, metric: "x", id: "x" }]) {
    const findings = [...ADVANCING.findings, more];
    expect(() => statementOf(decided(ADVANCE, { findings }))).not.toThrow();
    expect(() => statementOf(decided(PROMOTE, { findings }))).toThrow(/must not promote before every margin/);
  }
});

test("a breach of safety rolls back at once, whatever else; another critical one where the split is as planned", () => {
  const unsafe = [...ADVANCING.findings.slice(0, 3), toxicReplies(61)];
  expect(() => statementOf(decided(HOLD, { findings: unsafe }))).toThrow(/must roll back/);
  expect(() => statementOf(decided(HOLD, { findings: unsafe, sampleRatio: SPLIT_OFF }))).toThrow(/must roll back/);
  const costly = unsafe.map((finding) => ({ ...finding, class: "cost" as const }));
  expect(() => statementOf(decided(HOLD, { findings: costly }))).toThrow(/must roll back/);
  expect(statementOf(decided(HOLD, { findings: costly, sampleRatio: SPLIT_OFF })).predicate.verdict).toBe("fail");
  const lesser = costly.map((finding) => ({ ...finding, critical: false }));
  expect(statementOf(decided(HOLD, { findings: lesser })).predicate.verdict).toBe("fail");
});

const MOVE = "npx airworthy manage-rollout --move";

test("a predicate that is not whole, or that contradicts itself, is refused", () => {
  const { ramp, timeline, exposure, dataQuality } = UNDECIDED;
  const steps = (shares: readonly number[], segments: readonly (string | null)[] = []) => ({
    ramp: {
      ...ramp,
      steps: shares.map((share, index) => ({ share, segment: segments[index] ?? null, bakeSeconds: null })),
    },
  });
  const cases: readonly (readonly [object, RegExp])[] = [
    [{ verdict: "pass" }, /worst verdict of its decision/],
    [{ decision: "advance" }, /must not expose more users/],
    [{ decision: "go" }, /decision: "go" was given/],
    [{ more: 1 }, /more: unknown field/],
    [{ findings: [] }, /findings/],
    [{ findings: [GERMAN_THUMBS_UP, GERMAN_THUMBS_UP] }, /two findings of one id/],
    [{ baseline: { ...BASELINE, sha256: "a".repeat(64) } }, /two versions that are not the same/],
    [steps([0.05, 0.05, 0.5]), /shares that grow/],
    [steps([0.1, 0.05, 0.5]), /shares that grow/],
    [steps([0, 0.05]), /steps\.0\.share/],
    [steps([0.01, 0.05, 1.1]), /steps\.2\.share/],
    [steps([0.01, 0.05], [null, "staff"]), /shares that grow/],
    [steps([0.5, 0.05, 1], ["a", "b", "a"]), /shares that grow/],
    [{ ramp: { ...ramp, position: 6 } }, /position among its steps/],
    [{ ramp: { ...ramp, position: 0 } }, /ramp\.position/],
    [{ ramp: { ...ramp, stepStartedOn: "2026-03-03T00:00:00Z" } }, /beyond its last look/],
    [{ exposure: { ...exposure, share: 0.25 } }, /share of its step/],
    [{ timeline: { ...timeline, entries: timeline.entries.toReversed() } }, /order of time/],
    [{ timeline: { ...timeline, entries: timeline.entries.slice(0, 2) } }, /end its timeline/],
    [{ sampleRatio: { ...SPLIT_OFF, ok: true } }, /ok where p is not below/],
    [{ sampleRatio: { ...UNDECIDED.sampleRatio, arms: SPLIT_OFF.arms.slice(0, 1) } }, /arms/],
    [{ dataQuality: { ...dataQuality, late: dataQuality.events + 1 } }, /more events of a kind/],
    [{ sampleRatio: { ...SPLIT_OFF, threshold: 0, ok: true } }, /sampleRatio\.threshold/],
    [{ judge: { ...UNDECIDED.judge, alpha: 0.001 } }, /as sure as alpha asks for/],
    [{ commands: { stop: `${MOVE} hold --rollout review-sentiment-2; id`, hold: null } }, /commands\.stop/],
    [{ commands: { stop: `${MOVE} rollback --rollout another`, hold: null } }, /name its rollout and expose nobody/],
    [{ commands: { stop: `${MOVE} promote --rollout review-sentiment-2`, hold: null } }, /expose nobody/],
    [{ commands: { stop: `${MOVE} allow --rollout review-sentiment-2`, hold: null } }, /expose nobody/],
    [{ commands: { stop: null, hold: `${MOVE}=resume --rollout review-sentiment-2` } }, /expose nobody/],
    [{ rollout: { ...UNDECIDED.rollout, id: "a b" } }, /rollout\.id/],
    [{ next: { ...UNDECIDED.next, secondsNeeded: -1 } }, /next\.secondsNeeded/],
  ];
  for (const [changes, message] of cases) {
    expect(() => parseCanary(edited(changes)), JSON.stringify(changes)).toThrow(UserError);
    expect(() => parseCanary(edited(changes)), JSON.stringify(changes)).toThrow(message);
  }
  expect(() => parseCanary({ ...statementOf(), predicateType: "https://x.test/y" })).toThrow(UserError);
});

test("a segment comes before everybody, and its steps grow too", () => {
  const steps = [
    { share: 0.5, segment: "staff", bakeSeconds: 60 },
    { share: 1, segment: "staff", bakeSeconds: 60 },
    { share: 0.05, segment: null, bakeSeconds: null },
  ];
  expect(() => statementOf({ ...UNDECIDED, ramp: { ...UNDECIDED.ramp, steps, position: 3 } })).not.toThrow();
});

test("a finding whose verdict its own interval belies is refused", () => {
  const [finding] = UNDECIDED.findings;
  const { difference } = finding ?? THUMBS_UP;
  const forged: readonly (readonly [object, RegExp])[] = [
    [{ verdict: "fail" }, /verdict that its interval allows/],
    [{ difference: { ...difference, low: -0.5 } }, /verdict that its interval allows/],
    [{ difference: { ...difference, low: -0.5 }, verdict: "warn" }, /change of its interval/],
    [{ change: "improvement" }, /change of its interval/],
    [{ difference: { ...difference, low: 0.5 } }, /interval around its estimate/],
    [{ difference: { ...difference, estimate: 0.02 } }, /difference of its values/],
    [{ candidate: { value: null, units: 6_172 } }, /difference of its values/],
    [{ baseline: { value: 0.68, units: 0 } }, /difference of its values/],
    [{ difference: null }, /verdict that its interval allows/],
    [{ difference: { ...difference, high: Number.NaN } }, /difference\.high/],
    [{ margin: null, goal: 0.1 }, /direction and a margin/],
    [{ margin: -1 }, /margin/],
  ];
  for (const [changes, message] of forged) {
    const findings = [{ ...finding, ...changes }, ...UNDECIDED.findings.slice(1)];
    expect(() => parseCanary(edited({ findings })), JSON.stringify(changes)).toThrow(message);
  }
});

const NOBODY = [
  { mean: 0.5, variance: 0.25, units: 1_000 },
  { mean: 0.5, variance: 0.25, units: 1_000 },
] as const;
const NOTHING = {
  difference: null,
  verdict: "inconclusive",
  change: "insufficient-evidence",
  reasonCode: "no-data",
} as const;

test("groups whose names are long in a URL have ids of their own, and none too long", () => {
  const groups = ["語".repeat(200), `${"語".repeat(199)}文`].map((value) => ({
    ...GERMAN_THUMBS_UP,
    slice: [{ column: "language", value }],
  }));
  const ids = groups.map(
    ({ id: _, verdict, reasonCode, ...measured }) =>
      createFinding(measured, { verdict, reasonCode }, { of: "users" }).id,
  );
  expect(new Set(ids).size).toBe(2);
  expect(Math.max(...ids.map((id) => id.length))).toBe(500);
});
