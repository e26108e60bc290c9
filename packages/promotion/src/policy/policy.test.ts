import { describe, expect, test } from "vitest";
import { POLICY, policyFrom } from "../../fixtures/example.ts";
import { stageNamed } from "./policy.ts";

const NEEDS = "needs: [{ type: behavior }]";

test("what is not written is the careful choice", () => {
  const [staging, production] = policyFrom(`stages: { staging: { ${NEEDS} }, production: { ${NEEDS} } }`).stages;
  expect(staging).toMatchObject({ previous: null, checklist: true, selfApproval: false, approvals: 0, confirm: false });
  expect(production).toMatchObject({ previous: "staging", requesters: [], bots: [], environment: null, rollout: null });
  expect(production).toMatchObject({ windows: [], freezes: [] });
  expect(policyFrom(`stages: { a: { ${NEEDS} } }`).commandFreshSeconds).toBe(3_600);
});

test("stages are in the order in which they are written, and need the one before unless they say otherwise", () => {
  const { stages } = policyFrom(`stages: { z: { ${NEEDS} }, a: { ${NEEDS}, needs-previous: false }, m: { ${NEEDS} } }`);
  expect(stages.map(({ name, previous }) => [name, previous])).toEqual([
    ["z", null],
    ["a", null],
    ["m", "a"],
  ]);
});

test("a stage has windows and freezes of its own", () => {
  const window = `{ days: [mon], from: "08:00", to: "16:00", zone: Europe/Berlin }`;
  const freeze = "{ from: 2026-12-20, to: 2027-01-03, why: holidays }";
  const { stages } = policyFrom(
    `stages: { a: { ${NEEDS}, windows: [${window}], freezes: [${freeze}] }, b: { ${NEEDS} } }`,
  );
  expect(stages).toMatchObject([
    {
      windows: [{ days: ["mon"], from: "08:00", to: "16:00", zone: "Europe/Berlin" }],
      freezes: [{ from: "2026-12-20", to: "2027-01-03", why: "holidays" }],
    },
    { windows: [], freezes: [] },
  ]);
});

test("a stage is found by its name; another is an error that says which there are", () => {
  expect(stageNamed(POLICY, "production").approvals).toBe(2);
  expect(() => stageNamed(POLICY, "Production")).toThrow(/no stage "Production"/);
});

describe("what nobody could mean is refused", () => {
  test.each([
    ["stages: {}", /stages/],
    ["stages: { a: { needs: [] } }", /a stage that needs nothing/],
    [`stages: { 1: { ${NEEDS} } }`, /the first a letter/],
    [`stages: { "a/b": { ${NEEDS} } }`, /the first a letter/],
    [`stages: { prod: { ${NEEDS} }, Prod: { ${NEEDS} } }`, /differ in more than their case/],
    [`stages: { a: { ${NEEDS}, approvals: 1 } }`, /must name at least 1 under approvers/],
    [`stages: { a: { ${NEEDS}, approvals: 2, approvers: ["@ann", "@Ann"] } }`, /must name at least 2/],
    [`stages: { a: { ${NEEDS}, approvers: [ann] } }`, /such as @ann/],
    [`stages: { a: { ${NEEDS}, aprovers: ["@ann"] } }`, /aprovers: unknown field/],
    [
      `stages: { a: { ${NEEDS}, windows: [{ days: [mon], from: "22:00", to: "02:00", zone: UTC }] } }`,
      /over midnight write two/,
    ],
    [
      `stages: { a: { ${NEEDS}, windows: [{ days: [mon], from: "08:00", to: "09:00", zone: Berlin }] } }`,
      /time zone that there is/,
    ],
    [
      `stages: { a: { ${NEEDS}, freezes: [{ from: 2026-03-02, to: 2026-03-01, why: x }] } }`,
      /not end before it begins/,
    ],
    [`stages: { a: { ${NEEDS}, freezes: [{ from: 2026-03-01, to: 2026-03-01 }] } }`, /why: missing/],
    [`stages: { a: { ${NEEDS} } }\ncommand-fresh: 60`, /must be a duration/],
  ])("%s", (text, message) => {
    expect(() => policyFrom(text)).toThrow(message);
  });
});
