import { expect, test } from "vitest";
import { type Acceptance, checkAcceptances, checkEntries } from "./check-acceptances.ts";
import { checkSections, type Sections } from "./check-sections.ts";

const TODAY = "2026-03-10";

function acceptance(expires: string): Acceptance {
  return { file: "w.yml", line: 4, what: "the waiver of accuracy", expires };
}

test("what is accepted is told of from two weeks before its last day on", () => {
  const told = (expires: string) =>
    checkAcceptances([acceptance(expires)], TODAY).map(({ rule, found }) => [rule, found]);
  // 10 March and 14 days are 24 March.
  expect(told("2026-03-25")).toEqual([]);
  expect(told("2026-03-24")).toEqual([["acceptance-expiring", "the waiver of accuracy holds through 2026-03-24"]]);
  expect(told(TODAY)).toEqual([["acceptance-expiring", `the waiver of accuracy holds through ${TODAY}`]]);
  expect(told("2026-03-09")).toEqual([["acceptance-expired", "the waiver of accuracy expired on 2026-03-09"]]);
});

test("entries for lines that the checklist does not have, and sign-offs of a day to come, are told of", () => {
  const entry = (lineId: string, on: string | null) => ({
    file: "s.yml",
    line: 2,
    what: "the sign-off of @ann",
    lineId,
    on,
  });
  const lines = new Set(["M.1"]);
  const rules = (...given: Parameters<typeof checkEntries>) => checkEntries(...given).map(({ rule }) => rule);
  expect(rules([entry("M.2", TODAY)], lines, TODAY)).toEqual(["entry-idle"]);
  expect(rules([entry("M.1", "2026-03-11")], lines, TODAY)).toEqual(["sign-off-void"]);
  expect(rules([entry("M.1", TODAY), entry("M.1", null)], lines, TODAY)).toEqual([]);
  expect(rules([entry("M.2", TODAY)], null, TODAY)).toEqual([]);
});

const SOUND: Sections = {
  file: "airworthy.yml",
  placeOf: () => ({ line: 3, column: 5 }),
  hasPolicy: true,
  rollouts: new Map([["ranker", "2026-04-01T00:00:00Z"]]),
  named: [{ rollout: "ranker", path: ["promotion", "stages", "production", "rollout"] }],
  experiments: 0,
  stages: new Map([["production", "2026-03-11T08:00:00Z"]]),
};

function rulesOf(changes: Partial<Sections>) {
  return checkSections({ ...SOUND, ...changes }).map(({ rule }) => rule);
}

test("sections that fit are not told of", () => {
  expect(rulesOf({})).toEqual([]);
  expect(rulesOf({ hasPolicy: false, rollouts: new Map(), named: [] })).toEqual([]);
});

test("a rollout that is named and not there comes with the nearest", () => {
  const named = [{ rollout: "rankr", path: ["promotion", "stages", "production", "rollout"] }];
  expect(checkSections({ ...SOUND, named })).toEqual([
    {
      rule: "name-unknown",
      place: { file: "airworthy.yml", line: 3, column: 5 },
      found: 'promotion.stages.production names the rollout "rankr", which is not under rollouts',
      remedy: "Write ranker.",
    },
  ]);
});

test("plans without a policy, and those that nothing can end, are told of", () => {
  expect(rulesOf({ hasPolicy: false })).toEqual(["policy-missing"]);
  expect(rulesOf({ hasPolicy: false, rollouts: new Map(), named: [], experiments: 1 })).toEqual(["policy-missing"]);
  expect(rulesOf({ rollouts: new Map([["ranker", null]]) })).toEqual(["rollout-endless"]);
  expect(rulesOf({ stages: new Map([["production", null]]) })).toEqual(["stage-closed"]);
});
