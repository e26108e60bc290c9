import { checkShape, readYaml, UserError } from "@airworthy/evidence";
import { expect, test } from "vitest";
import { PLAN, PLAN_TEXT, planOf } from "../../fixtures/example.ts";
import { isSameRamp } from "./plan.ts";
import { rolloutsSectionSchema } from "./plan-section.ts";

test("a plan is read with its defaults, and with steps as the canary has them", () => {
  expect(PLAN).toMatchObject({
    name: "review-sentiment",
    flag: "sentiment-model",
    model: "review-sentiment",
    advanceOn: "analysis",
    analysisFreshSeconds: 3_600,
    guardrails: ["thumbs-up rate"],
  });
  expect(PLAN.steps).toEqual([
    { share: 1, segment: "staff", bakeSeconds: 3_600, approvers: 0 },
    { share: 0.01, segment: null, bakeSeconds: 14_400, approvers: 0 },
    { share: 0.05, segment: null, bakeSeconds: 86_400, approvers: 0 },
    { share: 0.25, segment: null, bakeSeconds: 86_400, approvers: 1 },
    { share: 1, segment: null, bakeSeconds: 86_400, approvers: 0 },
  ]);
  expect(planOf("m: { steps: [{ share: 100%, bake: 1s }], advance-on: bake }")).toMatchObject({
    flag: "m",
    windows: [],
    approvers: [],
  });
});

test("two ramps are the same where they expose the same users", () => {
  expect(isSameRamp(PLAN, planOf(PLAN_TEXT.replace("holidays", "end of the year")))).toBe(true);
  expect(isSameRamp(PLAN, planOf(PLAN_TEXT.replace("5%", "6%")))).toBe(false);
  expect(isSameRamp(PLAN, planOf(PLAN_TEXT.replace("@example.com", "@example.org")))).toBe(false);
});

const STEPS = "steps: [{ share: 1%, bake: 1h }, { share: 100%, bake: 1h }]";

test.each([
  ["a: { steps: [{ share: 1, bake: 1h }] }", /share.*percentage/],
  ["a: { steps: [{ share: 0.01, bake: 1h }] }", /share.*percentage/],
  ["a: { steps: [{ share: 100%, bake: 60 }] }", /bake.*duration/],
  ["a: { steps: [{ share: 100% }] }", /bake: missing/],
  ["a: { steps: [] }", /steps/],
  ["a: { steps: [{ share: 50%, bake: 1h }] }", /100% of everybody as its last step/],
  ["a: { steps: [{ share: 5%, bake: 1h }, { share: 5%, bake: 1h }, { share: 100%, bake: 1h }] }", /shares that grow/],
  ["a: { steps: [{ share: 5%, bake: 1h }, { share: 1%, bake: 1h }, { share: 100%, bake: 1h }] }", /shares that grow/],
  ["a: { steps: [{ segment: s, share: 5%, bake: 1h }, { share: 100%, bake: 1h }] }", /who is in "s"/],
  [`a: { ${STEPS}, segments: { s: { "==": [1, 1] } } }`, /a step for the segment "s"/],
  [`a: { ${STEPS}, segments: { s: true } }`, /must be JsonLogic/],
  [`a: { ${STEPS}, segments: { s: { "$ref": staff } } }`, /evaluator elsewhere/],
  [`a: { ${STEPS}, segments: { s: { "<": [{ var: $flagd.timestamp }, 1] } } }`, /must not depend on \$flagd/],
  [`a: { ${STEPS}, segments: { s: { "==": [{ var: current.$flagd.timestamp }, 1] } } }`, /must not depend on \$flagd/],
  [
    `a: { ${STEPS}, segments: { s: { and: [{ var: a }, { "<": [{ var: { cat: [$fla, gd.timestamp] } }, 1] }] } } }`,
    /must write out what each var reads/,
  ],
  [`a: { ${STEPS}, segments: { s: { ">": [{ var: [{ var: a }, 1] }, 1] } } }`, /must write out what each var reads/],
  [`a: { ${STEPS}, segments: { s: { a: 1, b: 2 } } }`, /one operator/],
  [`a: { ${STEPS}, segments: { s: { endswith: [{ var: email }, x] } } }`, /a rule that flags can have/],
  [`a: { ${STEPS}, windows: [{ days: [monday], from: "08:00", to: "09:00", zone: UTC }] }`, /days/],
  [`a: { ${STEPS}, windows: [{ days: [mon], from: "22:00", to: "02:00", zone: UTC }] }`, /over midnight write two/],
  [`a: { ${STEPS}, windows: [{ days: [mon], from: "8:00", to: "09:00", zone: UTC }] }`, /time of day/],
  [`a: { ${STEPS}, windows: [{ days: [mon], from: "08:00", to: "09:00", zone: Berlin }] }`, /time zone that there is/],
  [`a: { ${STEPS}, freezes: [{ from: 2026-02-30, to: 2026-03-01, why: x }] }`, /a day that there is/],
  [`a: { ${STEPS}, freezes: [{ from: 2026-03-02, to: 2026-03-01, why: x }] }`, /not end before it begins/],
  [`a: { ${STEPS}, freezes: [{ from: 2026-03-01, to: 2026-03-01 }] }`, /why: missing/],
  [`a: { ${STEPS}, approvers: [ann] }`, /a person such as @ann/],
  [
    "a: { steps: [{ share: 100%, bake: 1h, approvers: 2 }], advance-on: bake, approvers: ['@ann', '@Ann'] }",
    /at least 2 under approvers/,
  ],
  ["a: { steps: [{ share: 100%, bake: 1h, approvers: 1 }], advance-on: bake }", /at least 1 under approvers/],
  ["a: { steps: [{ share: 100%, bake: 1h }] }", /somebody to compare with/],
  [
    "a: { steps: [{ segment: s, share: 100%, bake: 1h }, { share: 100%, bake: 1h }], segments: { s: { '==': [1, 1] } } }",
    /somebody to compare with/,
  ],
  [`a: { ${STEPS}, advance-on: time }`, /advance-on/],
  [`a: { ${STEPS}, bake: 1h }`, /bake: unknown field/],
  [`a: { ${STEPS}, flag: x }\nb: { ${STEPS}, flag: x }`, /a flag of its own/],
  [`a b: { ${STEPS} }`, /letters, digits/],
  [`${"a".repeat(44)}: { ${STEPS} }`, /1 to 43/],
])("%s is refused", (text, message) => {
  const parse = () => checkShape(rolloutsSectionSchema, readYaml(text, "plan.yml").value, "plan.yml");
  expect(parse).toThrow(UserError);
  expect(parse).toThrow(message);
});

test("a condition too deep or too large to be told is refused", () => {
  let deep: unknown = { var: "a" };
  for (let depth = 0; depth < 40; depth++) deep = { "!": deep };
  const section = (condition: unknown) => ({
    a: {
      steps: [
        { segment: "s", share: "1%", bake: "1h" },
        { share: "100%", bake: "1h" },
      ],
      segments: { s: condition },
    },
  });
  for (const condition of [deep, { in: [{ var: "a" }, Array.from({ length: 2_000 }, () => "x")] }]) {
    expect(() => checkShape(rolloutsSectionSchema, section(condition), "plan.yml")).toThrow(/1000 parts, 30 deep/);
  }
});
