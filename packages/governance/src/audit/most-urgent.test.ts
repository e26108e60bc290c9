import type { Severity } from "@airworthy/evidence";
import { expect, test } from "vitest";
import type { AuditFinding } from "./finding.ts";
import { mostUrgent } from "./most-urgent.ts";

/** A failure rate under a limit of 0. */
function finding(id: string, value: number, given: Partial<AuditFinding> = {}): AuditFinding {
  return {
    id,
    metric: "unsafe-rate",
    of: id,
    unit: "rate",
    better: "lower",
    verdict: "fail",
    reasonCode: "max-exceeded",
    change: "no-baseline",
    headline: id,
    candidate: { value, low: 0, high: 1, n: 100, positives: value * 100 },
    baseline: null,
    difference: null,
    gate: { limits: [{ rule: "max", limit: 0 }], minimum: 30, critical: false },
    note: null,
    ...given,
  };
}

const of = (severity: Severity) => ({ severity });

test("of findings of one verdict the most severe comes first, and of those the one furthest beyond its limit", () => {
  const found = [finding("plain", 1), finding("high", 1, of("high")), finding("one", 0.01, of("critical"))];
  expect(mostUrgent(found).id).toBe("one");
  expect(mostUrgent([...found, finding("two", 0.02, of("critical"))]).id).toBe("two");
});

test("a worse verdict comes before a more severe test", () => {
  const warned = finding("warned", 1, { verdict: "warn", severity: "critical" });
  expect(mostUrgent([warned, finding("failed", 0.01, of("low"))]).id).toBe("failed");
});

test("without severities the one furthest beyond its limit comes first", () => {
  expect(mostUrgent([finding("near", 0.1), finding("far", 0.2)]).id).toBe("far");
});
