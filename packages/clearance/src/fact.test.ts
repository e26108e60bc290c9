import { createStatement, predicateType, subjectOf } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { CANDIDATE, example } from "../fixtures/example-evidence.ts";
import { factsOf } from "./fact.ts";
import { queryOf } from "./query.ts";

const QUERIES = [queryOf({ type: "audit", class: "bias", metric: "gap" }), queryOf({ type: "metric-comparison" })];

/** The facts of an audit with these findings. */
function findings(...given: readonly unknown[]) {
  const statement = createStatement(subjectOf(CANDIDATE), predicateType("audit"), { class: "bias", findings: given });
  return factsOf(QUERIES, [{ ...example("audit", "1"), statement }])[0]?.findings;
}

describe("a finding's value and what it is of are had", () => {
  test("from an audit, which says a figure and a group", () => {
    const finding = { id: "gap, sex", metric: "gap", of: "sex", verdict: "pass", candidate: { value: 0.1, n: 3 } };
    expect(findings(finding)).toEqual([{ metric: "gap", of: "sex", verdict: "pass", value: 0.1 }]);
  });

  test("from a comparison, which says a number, and a slice in its id", () => {
    const finding = { id: "gap?language=de", metric: "gap", verdict: "warn", candidate: 0.2 };
    expect(findings(finding, { ...finding, id: "gap" })).toEqual([
      { metric: "gap", of: "language=de", verdict: "warn", value: 0.2 },
      { metric: "gap", of: null, verdict: "warn", value: 0.2 },
    ]);
  });

  test("from a behaviour test, which has only an id", () => {
    expect(findings({ id: "gap", verdict: "fail", candidate: { failed: 3 } })).toEqual([
      { metric: "gap", of: null, verdict: "fail", value: null },
    ]);
  });
});

test("a finding that is not as it should be counts as an error, and is not passed over", () => {
  const error = { metric: "gap", of: null, verdict: "error", value: null };
  expect(findings({ metric: "gap", verdict: "fine", candidate: Number.NaN })).toEqual([error]);
  expect(findings({ id: "gap", metric: 5, of: 5, candidate: 1 })).toEqual([{ ...error, value: 1 }]);
});

test("of what no query asks nothing is kept: neither other metrics nor other evidence", () => {
  expect(findings({ id: "other", metric: "other", verdict: "pass", candidate: 1 })).toEqual([]);
  expect(factsOf(QUERIES, [example("safety-scan", "5")])).toEqual([]);
});
