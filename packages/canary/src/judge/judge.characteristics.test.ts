import { createRandom, seedFrom } from "@airworthy/stats";
import { expect, test } from "vitest";
import { collected, look, metric, plan, RAMP, rates, TOXIC } from "../../fixtures/look.ts";
import { judge } from "./judge.ts";

const LOOKS = 20;
const UNITS_A_LOOK = 500;
const RUNS = 200;
/** Any rollback where nothing differs is a false alarm, because nothing worse is allowed. */
const PLAN = plan({ metrics: [metric({ critical: true, margin: 0 }), { ...TOXIC, margin: 0 }] });
const STEPS = [
  { share: 0.5, segment: null, bakeSeconds: null },
  { share: 1, segment: null, bakeSeconds: null },
];

test("of 200 rollouts without a difference, each looked at 20 times, at most 5 % are rolled back", () => {
  const alarms = Array.from({ length: RUNS }, (_, run) => lookOfAlarm(run, 0.3)).filter((at) => at !== null).length;
  // With a chance of 5 % each, 22 or more of 200 happen one time in two thousand (binomial).
  expect(alarms).toBeLessThan(22);
});

test("of 40 rollouts whose candidate loses 8 points of 30, all are rolled back, half of them by the sixth look", () => {
  const alarms = Array.from({ length: 40 }, (_, run) => lookOfAlarm(run, 0.22) ?? Number.POSITIVE_INFINITY);
  alarms.sort((a, b) => a - b);
  expect(alarms.at(-1)).toBeLessThanOrEqual(LOOKS);
  expect(alarms[20]).toBeLessThanOrEqual(6);
});

/** The look at which a rollout is rolled back, from 1; null where none is. The baseline's users are content in 30 % of cases. */
function lookOfAlarm(run: number, candidateRate: number): number | null {
  const random = createRandom(seedFrom(7, "rollout", String(run), String(candidateRate)));
  const units = { candidate: 0, baseline: 0 };
  const content = { candidate: 0, baseline: 0 };
  const toxic = { candidate: 0, baseline: 0 };
  for (let at = 1; at <= LOOKS; at++) {
    for (let unit = 0; unit < UNITS_A_LOOK; unit++) {
      const arm = random.next() < 0.5 ? "candidate" : "baseline";
      units[arm] += 1;
      if (random.next() < (arm === "candidate" ? candidateRate : 0.3)) content[arm] += 1;
      if (random.next() < 0.005) toxic[arm] += 1;
    }
    const { decision } = judge(
      look({
        plan: PLAN,
        ramp: { ...RAMP, steps: STEPS, position: 1 },
        compared: { position: 1, share: 0.5, startedOn: RAMP.stepStartedOn },
        collected: collected({
          units: { ...units },
          cells: [
            ...rates("thumbs-up rate", [content.candidate, units.candidate], [content.baseline, units.baseline]),
            ...rates("toxic replies", [toxic.candidate, units.candidate], [toxic.baseline, units.baseline]),
          ],
        }),
      }),
    );
    if (decision === "rollback") return at;
  }
  return null;
}
