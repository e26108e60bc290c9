import type { ExaminedEvidence } from "@airworthy/clearance";
import { describe, expect, test } from "vitest";
import { biasAudit, CANDIDATE, DATA, example, SIGNED_FILE, stated } from "../../fixtures/example-checklist.ts";
import { type CheckedFacts, checkFacts } from "./check-facts.ts";
import { parseChecklistEvidence } from "./predicate.ts";
import { parseSignOffs } from "./sign-off-file.ts";

const audit = biasAudit(0.2);
const comparison = example("metric-comparison", "3");

test("facts are those of the evidence, wherever its files are by now", () => {
  const { predicate } = stated({ evidence: [audit, comparison] });
  const moved = [comparison, { ...audit, name: "elsewhere.json" }];
  expect(checkFacts(predicate, moved, [])).toEqual({
    contradicted: [],
    absent: [],
    heard: predicate,
    proven: predicate,
  });
});

test("facts that the file of that digest does not hold are told, though the lines follow from them", () => {
  const forged = stated({ evidence: [biasAudit(0.01), comparison] });
  expect(parseChecklistEvidence(forged).findings[1]?.state).toBe("met");
  expect(checkFacts(forged.predicate, [audit, comparison], [])).toMatchObject({
    contradicted: [{ name: "audit-1.json", sha256: audit.sha256 }],
    absent: [],
  });
});

test("a file that nothing is said of may take from a line, and never give to it", () => {
  const fair = biasAudit(0.01);
  const { predicate } = stated({ evidence: [fair] });
  const states = (...evidence: readonly ExaminedEvidence[]) =>
    checkFacts(predicate, evidence, []).proven.findings.map(({ state }) => state);
  expect(states(fair)).toEqual(["open", "met", "open"]);
  expect(states(fair, biasAudit(0.2, {}, "4"))).toEqual(["open", "not-met", "open"]);
  expect(states(fair, biasAudit(0.2, { of: { ...CANDIDATE, sha256: "b".repeat(64) } }, "4"))).toEqual([
    "open",
    "met",
    "open",
  ]);
  const open = stated().predicate;
  expect(checkFacts(open, [fair], []).heard.findings).toEqual(open.findings);
});

test("data that nothing is said of takes from a line what was signed for without it", () => {
  const { predicate } = stated({ signOffs: parseSignOffs(SIGNED_FILE, "sign-offs.yml") });
  const first = (...data: readonly string[]) => checkFacts(predicate, [], data).heard.findings[0];
  expect(first(DATA)).toMatchObject({ state: "signed", verdict: "pass" });
  expect(first(DATA, "e".repeat(64))).toMatchObject({ state: "void", reasonCode: "signed-other-data" });
});

describe("a file that is not there cannot vouch for what is said of it", () => {
  const signOffs = parseSignOffs(SIGNED_FILE, "sign-offs.yml");
  const fair = biasAudit(0.01);
  const told = ({ absent, proven }: CheckedFacts) => ({
    absent: absent.map(({ name }) => name),
    states: proven.findings.map(({ state }) => state),
    verdict: proven.verdict,
  });

  test("a line that it is said to hold by is unproven, and the checklist is answered no more", () => {
    const { predicate } = stated({ evidence: [fair], signOffs });
    expect(told(checkFacts(predicate, [fair], []))).toEqual({
      absent: [],
      states: ["signed", "met", "open"],
      verdict: "warn",
    });
    const checked = checkFacts(predicate, [], []);
    expect(told(checked)).toEqual({
      absent: ["audit-1.json"],
      states: ["signed", "unproven", "open"],
      verdict: "inconclusive",
    });
    expect(checked.proven).toMatchObject({
      reasonCode: "evidence-missing",
      headline:
        "Ready: 3 lines: 1 signed, 1 open, 1 unproven; B.1 Fairness is unproven: audit-1.json is not here; said is: audit-1.json: gap, sex: pass",
    });
  });

  test("a line that is not required warns, and one that fails by it fails all the same", () => {
    const both = { line: "B.2", who: "@bob", on: "2026-01-10", package: CANDIDATE.sha256, data: [DATA], note: null };
    const { predicate } = stated({ evidence: [audit, comparison], signOffs: [...signOffs, both] });
    const { proven } = checkFacts(predicate, [], []);
    expect(proven.findings.map(({ state, verdict }) => `${state} ${verdict}`)).toEqual([
      "signed pass",
      "not-met fail",
      "unproven warn",
    ]);
  });
});
