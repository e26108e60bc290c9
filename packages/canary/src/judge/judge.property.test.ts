import fc from "fast-check";
import { expect, test } from "vitest";
import { RUN } from "../../fixtures/example.ts";
import { looks } from "../../fixtures/random-look.ts";
import { createCanary } from "../evidence/create-canary.ts";
import { exposesMore } from "../evidence/decision.ts";
import { stateOf } from "../evidence/guardrail.ts";
import { judge } from "./judge.ts";

test("whatever a look is given, it decides, by evidence that can be written down, and exposes more only over what it measured", () => {
  const decided = new Map<string, number>();
  fc.assert(
    fc.property(looks, (given) => {
      const analysis = judge(given);
      const { predicate } = createCanary(analysis, RUN);
      decided.set(analysis.decision, (decided.get(analysis.decision) ?? 0) + 1);
      if (!exposesMore(analysis.decision)) return;
      expect(given.isHeld).toBe(false);
      expect(predicate.sampleRatio?.ok).toBe(true);
      for (const finding of predicate.findings) {
        expect(["breached", ...(finding.margin === null ? [] : ["unmeasured"])]).not.toContain(stateOf(finding));
      }
    }),
    { numRuns: 3_000 },
  );
  for (const decision of ["advance", "hold", "rollback", "promote", "inconclusive"]) {
    expect(decided.get(decision), decision).toBeGreaterThan(5);
  }
});
