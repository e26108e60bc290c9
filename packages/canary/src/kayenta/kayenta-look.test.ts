import fc from "fast-check";
import { expect, test } from "vitest";
import { RUN } from "../../fixtures/example.ts";
import { exampleConfig } from "../../fixtures/kayenta-example.ts";
import {
  ALIKE,
  AS_PLANNED,
  CONFIG,
  HIGHER,
  kayentaLook,
  SILENT,
  seriesOf,
  seriesWith,
} from "../../fixtures/kayenta-look.ts";
import { createCanary } from "../evidence/create-canary.ts";
import { exposesMore } from "../evidence/decision.ts";
import { judgeByKayenta, type KayentaLook } from "./kayenta-look.ts";

const DEAD = { problem: "prom: http://127.0.0.1:1 gave no answer: connection refused" };
/** The step of the example lasts six hours from 1:00 on. */
const EARLY = "2026-03-02T06:00:00Z";

// By hand: two of the three groups' metrics in `slow` that count; one of them high leaves 50 + 25 = 75 of 100, the marginal score.
test.each<[string, Partial<KayentaLook>, string, string, string]>([
  ["values that are alike", {}, "pass", "advance", "Kayenta's score is 100 of 100, Pass"],
  [
    "a metric that is higher in half of the score",
    { series: seriesWith(["latency", HIGHER]) },
    "inconclusive",
    "inconclusive",
    "Kayenta's score is 75 of 100, Marginal",
  ],
  [
    "a critical metric that is higher",
    { series: seriesWith(["errors", HIGHER]) },
    "fail",
    "rollback",
    "errors is critical and failed by Kayenta's rules",
  ],
  [
    "the same before the step's bake is over",
    { series: seriesWith(["errors", HIGHER]), now: EARLY },
    "fail",
    "rollback",
    "errors is critical and failed by Kayenta's rules",
  ],
  [
    "a pass before the step's bake is over",
    { now: EARLY, series: new Map(CONFIG.metrics.map(({ name }) => [name, seriesOf(() => [1, 1], 60)])) },
    "inconclusive",
    "inconclusive",
    "its step lasts until 2026-03-02 07:00 UTC",
  ],
  [
    "a critical metric of which a version has no data",
    { series: seriesWith(["errors", SILENT]) },
    "inconclusive",
    "hold",
    "too many metrics, or a critical one, have no data",
  ],
  [
    "a source that cannot be read",
    { series: seriesWith(["latency", DEAD], ["throughput", DEAD]) },
    "error",
    "hold",
    `latency, throughput cannot be relied on: ${DEAD.problem}`,
  ],
  [
    "a metric that was not asked for",
    { series: new Map([...seriesWith()].filter(([name]) => name !== "latency")) },
    "error",
    "hold",
    "latency cannot be relied on: it was not asked for",
  ],
  [
    "a muted metric that cannot be read",
    { series: seriesWith(["retired", DEAD]) },
    "pass",
    "advance",
    "Kayenta's score is 100 of 100, Pass",
  ],
  [
    "values that ended two hours ago",
    { series: seriesWith(["latency", seriesOf(() => [1, 1], 48)]) },
    "error",
    "hold",
    "latency cannot be relied on: its newest values are more than 1 h old",
  ],
  ["a split as planned", { exposures: AS_PLANNED }, "pass", "advance", "Kayenta's score is 100 of 100, Pass"],
  [
    "a split that is off, though the values fail",
    { exposures: seriesOf((index) => [300 + (index % 5), 700]), series: seriesWith(["errors", HIGHER]) },
    "fail",
    "hold",
    "requests did not come to the versions as planned",
  ],
  [
    "requests that cannot be read",
    { exposures: DEAD },
    "inconclusive",
    "hold",
    `exposures could not be read: ${DEAD.problem}`,
  ],
  ["a person who holds it", { isHeld: true }, "inconclusive", "hold", "somebody holds it"],
])("%s", (_, changes, verdict, decision, why) => {
  const { predicate } = createCanary(judgeByKayenta(kayentaLook(changes)), RUN);
  expect(predicate).toMatchObject({ verdict, decision, why, findings: [] });
});

test("at the last step the one before is judged once more, and the candidate promoted", () => {
  const { ramp, compared } = kayentaLook();
  const last = { ...ramp, position: ramp.steps.length, stepStartedOn: "2026-03-02T07:00:00Z" };
  const found = judgeByKayenta(
    kayentaLook({ ramp: last, compared: { ...compared, position: 4 }, now: "2026-03-02T09:00:00Z" }),
  );
  expect(found).toMatchObject({ decision: "promote", exposure: { of: "requests", share: 1 } });
});

test("what is not asked for is not counted, and what is waited for is said", () => {
  const { exposure, sampleRatio, next } = judgeByKayenta(kayentaLook({ series: seriesWith(["latency", HIGHER]) }));
  expect(exposure.units).toEqual({ candidate: 0, baseline: 0 });
  expect(sampleRatio).toBeNull();
  expect(next).toMatchObject({ what: "25 % of requests once the score is 95 or more", at: null });
  const early = judgeByKayenta(kayentaLook({ now: EARLY, isHeld: false, exposures: AS_PLANNED }));
  expect(early.next.at).toBe("2026-03-02T07:00:00.000Z");
  // 98 to 102 in turns of five and 900 to 910 in turns of eleven, 72 windows of them.
  expect(early.exposure.units).toEqual({ candidate: 7_197, baseline: 65_145 });
});

const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 90, max: 110 }) },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.double() },
);
const series = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(ALIKE, HIGHER, SILENT, AS_PLANNED) },
  { weight: 1, arbitrary: fc.constant(DEAD) },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.tuple(value, value), { maxLength: 80 })
      .map((values) => seriesOf((index) => values[index] ?? [null, null], values.length)),
  },
);
const rule = fc.record({
  direction: fc.constantFrom("increase", "decrease", "either"),
  nanStrategy: fc.constantFrom("remove", "replace"),
  critical: fc.boolean(),
  mustHaveData: fc.boolean(),
  muted: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  effectSize: fc.constantFrom({}, { measure: "cles", allowedIncrease: 0.6 }, { allowedIncrease: 2 }),
  outliers: fc.constantFrom({}, { strategy: "remove" }),
});
const NAMES = ["m", "__proto__", "constructor", "<b>@team"];
const SITUATIONS = ["2026-03-02T02:00:00Z", "2026-03-02T07:00:00Z", "2026-03-02T07:30:00Z"] as const;

const looks = fc
  .record({
    rules: fc.array(fc.tuple(rule, series, fc.constantFrom("a", "b")), { minLength: 1, maxLength: NAMES.length }),
    thresholds: fc.constantFrom({ pass: 95, marginal: 75 }, { pass: 50, marginal: 50 }, { pass: 0, marginal: 0 }),
    exposures: fc.oneof(fc.constant(null), series),
    isHeld: fc.constantFrom(false, false, false, true),
    now: fc.constantFrom(...SITUATIONS),
    position: fc.constantFrom(2, 2, 5),
  })
  .map(({ rules, thresholds, position, ...changes }): KayentaLook => {
    const config = exampleConfig(
      rules.map(([canary, , group], index) => ({ name: NAMES[index] ?? "", canary, groups: [group] })),
    );
    const { ramp, compared } = kayentaLook();
    return kayentaLook({
      ...changes,
      config: { ...config, classifier: { ...config.classifier, scoreThresholds: thresholds } },
      series: new Map(rules.map(([, found], index) => [NAMES[index] ?? "", found])),
      ramp: { ...ramp, position },
      compared: { ...compared, position: Math.min(position, 4) },
    });
  });

test("whatever the series, the look decides by evidence that can be written down, and goes on only on a Pass of what was read", () => {
  const decided = new Map<string, number>();
  fc.assert(
    fc.property(looks, (given) => {
      const analysis = judgeByKayenta(given);
      const { predicate } = createCanary(analysis, RUN);
      decided.set(analysis.decision, (decided.get(analysis.decision) ?? 0) + 1);
      if (!exposesMore(analysis.decision)) return;
      expect(["pass", "warn"]).toContain(predicate.verdict);
      expect(predicate.judge).toMatchObject({ classification: "Pass" });
      expect(given.isHeld).toBe(false);
      if (given.exposures !== null) expect(predicate.sampleRatio?.ok).toBe(true);
      for (const { name, rule: judged } of given.config.metrics) {
        const found = given.series.get(name);
        if (!judged.isMuted) expect(found !== undefined && "windows" in found).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
  for (const decision of ["advance", "hold", "rollback", "promote", "inconclusive"]) {
    expect(decided.get(decision), decision).toBeGreaterThan(5);
  }
});
