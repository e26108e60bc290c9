import { expect, test } from "vitest";
import { decide } from "../results/decide.ts";
import { alone, tallied } from "../results/example-tallies.ts";
import type { TallyRecord } from "../results/tally-record.ts";
import { headlineOf } from "./headline.ts";

function headline(tally: TallyRecord): string {
  const [decision] = decide([tally], { alpha: 0.05, minimumEffect: 0.01 });
  return decision === undefined ? "" : headlineOf(decision);
}

test("says of two models how often they fail in the same cases, since the difference is of those", () => {
  // Of 100 cases both were judged on half; the baseline failed all of the others, which the candidate is not made for.
  const tally = tallied({ stillPassing: 45, newFailures: 5, lostSupport: 50 });
  Object.assign(tally.whole.baseline ?? {}, { passed: 50, failed: 50 });
  expect(headline(tally)).toMatch(
    /^“t” fails in 10.0 % of cases, was 0.0 % \(\+10.0 pp, 95 % interval .+, n = 50\); 50 cases no longer supported$/,
  );
});

test.each<[string, TallyRecord, RegExp]>([
  ["too few cases", alone(1, 0, { minimumCases: 5 }), /\(n = 1\); at least 5 cases must be judged$/],
  ["nothing to compare with", tallied({ passing: 3 }), /\(n = 3\); no case could be compared with the baseline$/],
  ["failures not compared", tallied({ failing: 2, stillPassing: 8 }), /n = 8\); 2 failures not compared$/],
  [
    "a budget",
    tallied({ newFailures: 2, stillPassing: 8 }, { maxNewFailures: 1 }),
    /; 2 new failures, at most 1 allowed$/,
  ],
  ["a limit", alone(8, 2, { maxFailureRate: 0.1 }), /fails in 20.0 % of cases \(n = 10\); at most 10.0 % is allowed$/],
  [
    "a limit that cases which are not compared exceed",
    tallied({ stillPassing: 8, failing: 2 }, { maxFailureRate: 0.1 }),
    /fails in 0.0 % of cases, .+; 20.0 % of all that it was judged on, at most 10.0 % is allowed$/,
  ],
])("says why it does not pass: %s", (_, tally, message) => expect(headline(tally)).toMatch(message));

test("says of a model that answers one thing, or now this and now that, that a pass means little", () => {
  const constant = tallied({ stillPassing: 100 }, { kind: "inv" });
  constant.predictions = { of: 100, classes: [["positive", 100]] };
  expect(headline(constant)).toMatch(/; the model says the same of nearly everything$/);
  const flaky = alone(100, 0, { repeat: { times: 2, passes: 1 } });
  flaky.whole.passes = [0, 10, 90];
  expect(headline(flaky)).toBe("“t” fails in 0.0 % of cases (n = 100); 10 cases pass now and then");
});
