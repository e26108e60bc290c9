import type { ExaminedEvidence } from "@airworthy/clearance";
import { VERDICTS } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  biasAudit,
  CANDIDATE,
  DATA,
  EXAMPLE_FILE,
  example,
  SIGNED_FILE,
  stated,
  states,
} from "../../fixtures/example-checklist.ts";
import { parseChecklist } from "./checklist-file.ts";
import { parseExceptions } from "./exception-file.ts";
import { parseSignOffs } from "./sign-off-file.ts";

const SIGNED = parseSignOffs(SIGNED_FILE, "sign-offs.yml");
const OTHER = { ...CANDIDATE, version: "1.0.0", sha256: "b".repeat(64) };

describe("a line that evidence answers", () => {
  const line = (...evidence: ExaminedEvidence[]) => states({ evidence })[1];

  test("is met within the limit, the limit itself included, and not beyond it", () => {
    expect(line(biasAudit(0.1))).toBe("B.1 met answered");
    expect(line(biasAudit(0.1001))).toBe("B.1 not-met beyond-limit");
  });

  test("is open without evidence, without such a finding and without a value", () => {
    expect(line()).toBe("B.1 open no-evidence");
    expect(line(biasAudit(0.01, { auditClass: "privacy" }))).toBe("B.1 open no-evidence");
    expect(line(biasAudit(0, { findings: [] }))).toBe("B.1 open no-finding");
    expect(line(biasAudit(null))).toBe("B.1 open no-value");
  });

  test("is not met by a finding that failed or merely warns where a pass is asked, and open where nothing was concluded", () => {
    const verdicts = VERDICTS.map((verdict) => line(biasAudit(0.05, { verdict })));
    expect(verdicts).toEqual([
      "B.1 met answered",
      "B.1 not-met evidence-warn",
      "B.1 open inconclusive",
      "B.1 not-met evidence-fail",
      "B.1 not-met evidence-error",
    ]);
  });

  test("takes no other package's evidence", () => {
    expect(line(biasAudit(0.01, { of: OTHER }))).toBe("B.1 open other-subject");
  });

  test("takes evidence of so many days ago, not older, nor of days to come, but for a day that clocks may differ", () => {
    const at = (madeOn: string) => line(biasAudit(0.01, { madeOn }));
    expect(at("2025-12-16T00:00:00Z")).toBe("B.1 met answered");
    expect(at("2025-12-15T23:59:59Z")).toBe("B.1 open stale");
    expect(at("2026-01-16T23:59:59Z")).toBe("B.1 met answered");
    expect(at("2026-01-17T00:00:00Z")).toBe("B.1 open stale");
    expect(at("someday")).toBe("B.1 open stale");
  });

  test("is not met as soon as one file or one finding says so, whatever the others say", () => {
    expect(line(biasAudit(0.01), biasAudit(0.5, {}, "2"))).toBe("B.1 not-met beyond-limit");
    const findings = [
      { metric: "gap", of: "sex", verdict: "pass", value: 0.01 },
      { metric: "gap", of: "age", verdict: "fail", value: 0.01 },
    ] as const;
    expect(line(biasAudit(0, { findings }))).toBe("B.1 not-met evidence-fail");
  });

  test("names the files that say so", () => {
    const [, finding] = stated({ evidence: [biasAudit(0.01), biasAudit(0.5, {}, "2")] }).predicate.findings;
    expect(finding?.evidence).toEqual([{ name: "audit-2.json", sha256: "2".repeat(64) }]);
    expect(finding?.why).toBe("audit-2.json: gap, sex is 0.5; at most 0.1 is allowed");
  });
});

describe("a line that a person signs", () => {
  const line = (change: object = {}, given: Partial<Parameters<typeof stated>[0]> = {}) =>
    states({ signOffs: SIGNED.map((one) => ({ ...one, ...change })), ...given })[0];

  test("is signed for the package and the data that the person named", () => {
    expect(line()).toBe("A.1 signed signed");
    expect(states()[0]).toBe("A.1 open not-signed");
  });

  test("is void for another package, for other, more or fewer data, and before its day", () => {
    expect(line({ package: "b".repeat(64) })).toBe("A.1 void signed-other-package");
    expect(line({ data: ["e".repeat(64)] })).toBe("A.1 void signed-other-data");
    expect(line({ data: [] })).toBe("A.1 void signed-other-data");
    expect(line({}, { data: [DATA, "e".repeat(64)] })).toBe("A.1 void signed-other-data");
    expect(line({}, { data: [] })).toBe("A.1 void signed-other-data");
    expect(line({ on: "2026-01-16" })).toBe("A.1 void signed-not-yet");
  });

  test("is signed by one sign-off that holds among others that do not", () => {
    const signOffs = [...SIGNED.map((one) => ({ ...one, package: "b".repeat(64), on: "2026-01-14" })), ...SIGNED];
    expect(states({ signOffs })[0]).toBe("A.1 signed signed");
  });

  test("and evidence answers needs both", () => {
    const evidence = [example("metric-comparison", "3", { verdict: "warn" })];
    const signOffs = SIGNED.map((one) => ({ ...one, line: "B.2" }));
    expect(states({ evidence })[2]).toBe("B.2 open not-signed");
    expect(states({ signOffs })[2]).toBe("B.2 open no-evidence");
    expect(states({ evidence, signOffs })[2]).toBe("B.2 signed signed");
  });
});

describe("an exception", () => {
  const exceptions = parseExceptions(
    "exceptions:\n  - { line: B.1, owner: '@ann', reason: Being mended., expires: 2026-01-15 }\n",
    "exceptions.yml",
  );
  const at = (asOf: string, value = 0.5) =>
    stated({ asOf, exceptions, evidence: [biasAudit(value)] }).predicate.findings[1];

  test("lets a line pass with a warning through its last day, and makes it fail from then on", () => {
    expect(at("2026-01-15")).toMatchObject({ state: "excepted", verdict: "warn" });
    expect(at("2026-01-16")).toMatchObject({ state: "expired", verdict: "fail" });
  });

  test("changes nothing where the line holds", () => {
    expect(at("2026-01-15", 0.01)).toMatchObject({ state: "met", verdict: "pass", exception: null });
  });
});

describe("the verdict", () => {
  const evidence = [biasAudit(0.01), example("metric-comparison", "3")];
  const signOffs = [...SIGNED, ...SIGNED.map((one) => ({ ...one, line: "B.2" }))];
  const judged = (given: Parameters<typeof stated>[0]) => stated(given).predicate;

  test("passes where every line holds", () => {
    const { verdict, headline } = judged({ evidence, signOffs });
    expect({ verdict, headline }).toEqual({ verdict: "pass", headline: "Ready: 3 lines: 1 met, 2 signed" });
  });

  test("is inconclusive while a required line is open, or fails where the checklist says so", () => {
    expect(judged({ evidence })).toMatchObject({ verdict: "inconclusive", reasonCode: "not-signed" });
    const checklist = parseChecklist(`unanswered: fail\n${EXAMPLE_FILE}`, "checklist.yml");
    expect(judged({ evidence, checklist }).verdict).toBe("fail");
  });

  test("only warns of a line that is not required", () => {
    expect(judged({ evidence, signOffs: SIGNED }).verdict).toBe("warn");
    expect(
      judged({ evidence: [biasAudit(0.01), example("metric-comparison", "3", { verdict: "fail" })], signOffs }).verdict,
    ).toBe("warn");
  });
});

test("neither the order of the evidence nor a file that is there twice changes a byte", () => {
  const files = [biasAudit(0.01), biasAudit(0.5, {}, "2"), biasAudit(0.05, {}, "4"), example("metric-comparison", "3")];
  const expected = JSON.stringify(stated({ evidence: files }));
  fc.assert(
    fc.property(fc.shuffledSubarray([...files, ...files], { minLength: 8 }), (evidence) => {
      expect(JSON.stringify(stated({ evidence }))).toBe(expected);
    }),
  );
});

test("taking an answer or a signature away never makes the verdict better", () => {
  const good = [biasAudit(0.01), example("metric-comparison", "3")];
  const rank = (given: Parameters<typeof stated>[0]) => VERDICTS.indexOf(stated(given).predicate.verdict);
  fc.assert(
    fc.property(fc.subarray(good), fc.subarray([...SIGNED]), (evidence, signOffs) => {
      expect(rank({ evidence, signOffs })).toBeGreaterThanOrEqual(rank({ evidence: good, signOffs: SIGNED }));
    }),
  );
});

test("a line may be called as every object's own fields are", () => {
  const checklist = parseChecklist(EXAMPLE_FILE.replace("A.1", "__proto__").replace("B.2", "constructor"), "c.yml");
  const signOffs = SIGNED.map((one) => ({ ...one, line: "__proto__" }));
  expect(states({ checklist, signOffs }).map((text) => text.split(" ").slice(0, 2).join(" "))).toEqual([
    "__proto__ signed",
    "B.1 open",
    "constructor open",
  ]);
});
