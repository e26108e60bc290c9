import { expect, test } from "vitest";
import type { Judgement } from "../expectations/expectation.ts";
import { compareCase } from "./compare-case.ts";

const OUTCOMES = {
  pass: { outcome: "pass" },
  fail: { outcome: "fail", severity: 1, at: 0 },
  filtered: { outcome: "filtered" },
  unsupported: { outcome: "unsupported", reason: "no", at: 0 },
  unanswered: { outcome: "unanswered", problem: "no", at: 0 },
} as const satisfies Record<string, Judgement>;

type Outcome = keyof typeof OUTCOMES;

test.each<[Outcome, Outcome | null, string]>([
  ["pass", null, "passing"],
  ["fail", null, "failing"],
  ["filtered", null, "filtered"],
  ["unsupported", null, "unsupported"],
  ["unanswered", null, "unanswered"],
  ["pass", "pass", "still-passing"],
  ["fail", "pass", "new-failure"],
  ["pass", "fail", "fixed"],
  ["fail", "fail", "still-failing"],
  ["fail", "filtered", "failing"],
  ["pass", "unsupported", "passing"],
  ["filtered", "fail", "filtered"],
  ["unsupported", "pass", "lost-support"],
  ["unsupported", "fail", "lost-support"],
  ["unsupported", "filtered", "unsupported"],
  ["unsupported", "unsupported", "unsupported"],
  ["pass", "unanswered", "unanswered"],
  ["filtered", "unanswered", "unanswered"],
  ["unsupported", "unanswered", "unanswered"],
])("candidate %s beside baseline %s is %s", (candidate, baseline, change) => {
  expect(compareCase(OUTCOMES[candidate], baseline && OUTCOMES[baseline])).toBe(change);
});
