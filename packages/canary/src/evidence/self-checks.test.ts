import { UserError } from "@airworthy/evidence";
import { DIRECTIONS } from "@airworthy/report";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decided, SPLIT_OFF, statementOf, THUMBS_UP, UNDECIDED } from "../../fixtures/example.ts";
import { createFinding } from "./create-canary.ts";
import { DECISIONS, exposesMore } from "./decision.ts";
import { METRIC_CLASSES } from "./finding.ts";
import { stateOf } from "./guardrail.ts";
import type { CanaryPredicate } from "./predicate.ts";
import type { SampleRatio } from "./sample-ratio.ts";

const { id: _, verdict: __, reasonCode: ___, change: ____, headline: _____, ...MEASURED } = THUMBS_UP;

/** Any finding that a judge can make: of intervals on all sides of a margin, or of none. */
const findings = fc
  .array(
    fc.record({
      class: fc.constantFrom(...METRIC_CLASSES),
      critical: fc.boolean(),
      better: fc.constantFrom(...DIRECTIONS),
      margin: fc.option(fc.constantFrom(0, 0.02), { nil: null }),
      ends: fc.option(
        fc.tuple(fc.double({ min: -0.03, max: 0, noNaN: true }), fc.double({ min: 0, max: 0.03, noNaN: true })),
        {
          nil: null,
        },
      ),
      shift: fc.constantFrom(-0.2, -0.01, 0, 0.01, 0.2),
      open: fc.constantFrom("warn", "inconclusive", "error"),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((drawn) =>
    drawn.map(({ ends, shift, open, ...changes }, index) => {
      const baseline = { value: 0.5, units: 100 };
      const [below, above] = ends ?? [0, 0];
      const candidate = { value: ends === null ? null : 0.5 + shift, units: 100 };
      const interval = {
        estimate: shift,
        low: shift + below,
        high: shift + above,
        level: 0.95,
        method: "x",
        adjusted: true,
      };
      const difference = ends === null ? null : interval;
      const measured = { ...MEASURED, ...changes, metric: `m${index}`, candidate, baseline, difference };
      return createFinding(measured, { verdict: open, reasonCode: "no-data" }, { of: "users" });
    }),
  );

const analyses = fc.record({
  decision: fc.constantFrom(...DECISIONS),
  findings,
  sampleRatio: fc.constantFrom<SampleRatio | null>(null, UNDECIDED.sampleRatio, SPLIT_OFF),
});

test("whatever is found, no evidence exposes more users over a breach, a bad split or something not measured", () => {
  let exposing = 0;
  fc.assert(
    fc.property(analyses, ({ decision, ...changes }) => {
      const predicate = predicateOf({ decision, ...changes });
      if (predicate === null) return;
      const states = predicate.findings.filter(({ margin }) => margin !== null).map(stateOf);
      if (exposesMore(decision)) {
        exposing += 1;
        expect(["pass", "warn"]).toContain(predicate.verdict);
        expect(predicate.sampleRatio?.ok).toBe(true);
        expect(states.length).toBeGreaterThan(0);
        expect(states.filter((state) => state === "breached" || state === "unmeasured")).toEqual([]);
      } else {
        expect(predicate.verdict).not.toBe("pass");
      }
    }),
    { numRuns: 3_000 },
  );
  expect(exposing).toBeGreaterThan(10);
});

test("whatever is found, one of the decisions can be written down", () => {
  fc.assert(
    fc.property(analyses, (changes) => {
      const open = DECISIONS.filter((decision) => predicateOf({ ...changes, decision }) !== null);
      expect(open).toContain(open.includes("hold") ? "hold" : "rollback");
    }),
  );
});

/** The predicate, or null where such an analysis is refused. */
function predicateOf({ decision, ...changes }: Pick<CanaryPredicate, "decision" | "findings" | "sampleRatio">) {
  try {
    return statementOf(decided({ decision, why: "because", reasonCode: "because" }, changes)).predicate;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
