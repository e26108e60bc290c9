import { VERDICTS } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Criteria, decideChange } from "./decide.ts";
import { ROLES } from "./metric-request.ts";
import { type CheckedRule, checkRule, RULE_NAMES, type Rule } from "./rule.ts";
import { decideDrift, standingOf, waivedVerdict } from "./standing.ts";

const BASELINE = 0.6;

/** How bad the verdict is on a difference, whose interval is as wide either way and which is significant where that excludes zero. */
function badness(
  estimate: number,
  width: number,
  given: Partial<Criteria> & { role?: (typeof ROLES)[number]; rule?: Rule },
) {
  const { role = "gate", rule, ...criteria } = given;
  const { direction = "higher-is-better", margin = 0.01 } = criteria;
  const change = decideChange(
    { estimate, low: estimate - width, high: estimate + width },
    Math.abs(estimate) > width ? 0.01 : 0.5,
    { direction, margin, alpha: 0.05, scale: 1, widest: Math.max(margin, 0.1) },
  );
  const rules =
    rule === undefined ? [] : [{ ...rule, state: checkRule(rule, direction, BASELINE + estimate, BASELINE) }];
  return VERDICTS.indexOf(standingOf(change, rules, role).verdict);
}

/** Thousandths, evenly: doubles at random are mostly so near to zero that no limit ever lies between two of them. */
const thousandths = (min: number, max: number) => fc.integer({ min, max }).map((count) => count / 1000);
const RUNS = { numRuns: 2000 };

const difference = thousandths(-200, 200);
const width = thousandths(0, 250);
const margin = thousandths(0, 200);
const role = fc.constantFrom(...ROLES);
const rule = fc.record({ rule: fc.constantFrom(...RULE_NAMES), limit: thousandths(0, 1000) });

describe("never better for being worse", () => {
  test("the larger loss, as uncertain, has no better verdict, whatever the role and the rule", () => {
    const upwards = rule.filter(({ rule: name }) => !name.endsWith("ceiling"));
    fc.assert(
      fc.property(
        difference,
        difference,
        width,
        role,
        fc.option(upwards, { nil: undefined }),
        (a, b, wide, as, held) => {
          const given = { role: as, ...(held === undefined ? {} : { rule: held }) };
          expect(badness(Math.min(a, b), wide, given)).toBeGreaterThanOrEqual(badness(Math.max(a, b), wide, given));
        },
      ),
      RUNS,
    );
  });

  test("where lower is better, or no move is, a move further the bad way has no better verdict", () => {
    fc.assert(
      fc.property(difference, difference, width, role, (a, b, wide, as) => {
        const lower = { direction: "lower-is-better", role: as } as const;
        expect(badness(Math.max(a, b), wide, lower)).toBeGreaterThanOrEqual(badness(Math.min(a, b), wide, lower));
        const [near = 0, far = 0] = [a, b].sort((x, y) => Math.abs(x) - Math.abs(y));
        const neither = { direction: "two-sided", role: as } as const;
        expect(badness(far, wide, neither)).toBeGreaterThanOrEqual(badness(near, wide, neither));
      }),
      RUNS,
    );
  });

  test("a wider margin makes no verdict worse, and neither a rule nor being critical makes one better", () => {
    fc.assert(
      fc.property(difference, width, margin, margin, rule, (estimate, wide, a, b, held) => {
        const [narrow, broad] = [Math.min(a, b), Math.max(a, b)];
        expect(badness(estimate, wide, { margin: broad })).toBeLessThanOrEqual(
          badness(estimate, wide, { margin: narrow }),
        );
        const gate = badness(estimate, wide, {});
        expect(badness(estimate, wide, { rule: held })).toBeGreaterThanOrEqual(gate);
        expect(badness(estimate, wide, { role: "critical" })).toBeGreaterThanOrEqual(gate);
      }),
      RUNS,
    );
  });
});

test("of a critical metric a possible regression fails, however wide its interval", () => {
  for (const estimate of [-0.01, -0.05, -0.09]) {
    expect(badness(estimate, 0.1, { role: "critical" })).toBe(VERDICTS.indexOf("fail"));
  }
  expect(badness(0.01, 0.05, { role: "critical" })).toBe(VERDICTS.indexOf("warn"));
});

const held = (...states: CheckedRule["state"][]): CheckedRule[] =>
  states.map((state) => ({ rule: "ceiling", limit: 0.2, state }));

test("a drift is stable within its ceiling, perhaps worse beyond it, and without a rule not told", () => {
  expect(decideDrift(held("kept"))).toEqual({ change: "stable", verdict: "pass", reasonCode: "rules-kept" });
  expect(standingOf(decideDrift(held("broken")), held("broken"), "gate")).toEqual({
    change: "possible-regression",
    changeVerdict: "warn",
    verdict: "fail",
    reasonCode: "ceiling-exceeded",
  });
  expect(standingOf(decideDrift(held("kept", "unknown")), held("kept", "unknown"), "gate").verdict).toBe(
    "inconclusive",
  );
  expect(decideDrift([])).toMatchObject({ verdict: "inconclusive", reasonCode: "no-rule" });
});

test("a waiver leaves open what cannot be told: accepting a broken rule does not accept an unknown one", () => {
  expect(waivedVerdict({ changeVerdict: "fail", rules: held("broken") })).toBe("warn");
  expect(waivedVerdict({ changeVerdict: "pass", rules: held("broken", "unknown") })).toBe("inconclusive");
  expect(waivedVerdict({ changeVerdict: "inconclusive", rules: held("broken") })).toBe("inconclusive");
});
