import { type Check, formatStatement, parseStatement, stableDigest, UserError, VERDICTS } from "@airworthy/evidence";
import { composeReport, renderMarkdown } from "@airworthy/report";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createVerification, type Verification } from "./create-verification.ts";
import { parseVerification } from "./predicate.ts";
import { reportVerification } from "./report-verification.ts";

const RUN = {
  inputs: [],
  tool: { name: "airworthy", version: "0.1.0" },
  startedOn: "2026-01-01T00:00:00.000Z",
  finishedOn: "2026-01-01T00:00:01.000Z",
};

function check(verdict: Check["verdict"], changes: Partial<Check> = {}): Check {
  return { kind: "file", subject: "w.bin", verdict, reasonCode: "some-reason", message: "is so", ...changes };
}

function statementOf(changes: Partial<Verification>) {
  const found: Verification = {
    candidate: { name: "m", version: "1.0.0", sha256: "a".repeat(64), digestOf: "package" },
    place: "layout",
    files: 1,
    size: 7,
    checks: [check("pass")],
    differences: [],
    signers: [],
    required: [],
    ...changes,
  };
  return createVerification(found, RUN);
}

const signer = { method: "key", signer: "key 1234", signedOn: null } as const;
const headline = (changes: Partial<Verification>) => statementOf(changes).predicate.headline;

test("a verification is as good as its worst check, and nothing checked passes nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...VERDICTS), { minLength: 1 }), (verdicts) => {
      const { predicate } = statementOf({ checks: verdicts.map((verdict) => check(verdict)) });
      const worst = Math.max(...verdicts.map((verdict) => VERDICTS.indexOf(verdict)));
      expect(predicate.verdict).toBe(VERDICTS[worst]);
      expect(predicate.findings[0]?.verdict).toBe(predicate.verdict);
    }),
  );
  expect(statementOf({ checks: [] }).predicate).toMatchObject({
    verdict: "inconclusive",
    reasonCode: "nothing-checked",
  });
});

test("what is required and missing fails an intact package", () => {
  const { predicate } = statementOf({ required: ["signature"] });
  expect(predicate).toMatchObject({ verdict: "fail", reasonCode: "signature-missing" });
  expect(predicate.headline).toBe("m 1.0.0 does not hold up: signature is required, and there is none.");
});

describe("the headline", () => {
  test("says signed only where a signature holds, and what it is of", () => {
    expect(headline({})).toBe("m 1.0.0 intact: 1 file; not signed.");
    expect(headline({ signers: [{ ...signer, covers: "files" }] })).toContain("its files signed by key 1234.");
    const both = [{ ...signer, covers: "files" } as const, { ...signer, signer: "ci", covers: "package" } as const];
    expect(headline({ signers: both })).toBe("m 1.0.0 intact: 1 file; signed by ci.");
    const unverified = check("warn", { kind: "signature", subject: "model.sig" });
    expect(headline({ checks: [check("pass"), unverified] })).toContain("; its signature was not verified.");
    expect(headline({ checks: [check("pass"), check("warn")] })).toBe("m 1.0.0 intact: 1 file; not signed; 1 warning.");
  });

  test("tells the first thing that is wrong, and how many there are more", () => {
    expect(headline({ checks: [check("fail"), check("fail")] })).toBe(
      "m 1.0.0 is not intact: w.bin is so, and 1 more.",
    );
    expect(headline({ checks: [check("inconclusive")] })).toBe("m 1.0.0 could not be verified: w.bin is so.");
    expect(headline({ checks: [check("fail", { subject: "x".repeat(10_000) })] }).length).toBeLessThan(500);
  });
});

test("evidence that was written is read back whole, and does not depend on the time", () => {
  const path = "__proto__";
  const differences = [{ path, change: "extra", expected: null, found: null } as const];
  const statement = statementOf({ checks: [check("fail", { subject: path })], differences });
  expect(parseVerification(parseStatement(formatStatement(statement), "a.json"))).toEqual(statement.predicate);
  const later = { ...statement, predicate: { ...statement.predicate, startedOn: "2027-01-01T00:00:00.000Z" } };
  expect(stableDigest(later)).toBe(stableDigest(statement));
});

test("evidence whose verdict is better than its findings is refused", () => {
  const statement = statementOf({ checks: [check("fail")] });
  for (const [changes, field] of [
    [{ verdict: "pass" }, "worst of its findings"],
    [{ findings: [] }, "findings"],
    [{ files: -1 }, "files"],
    [{ more: 1 }, "more: unknown field"],
    [{ signers: [{ ...signer, covers: "all" }] }, "signers.0.covers"],
  ] as const) {
    const changed = { ...statement, predicate: { ...statement.predicate, ...changes } };
    expect(() => parseVerification(changed), field).toThrow(UserError);
    expect(() => parseVerification(changed), field).toThrow(field);
  }
  expect(() => parseVerification({ ...statement, predicateType: "https://x.test/y" })).toThrow(UserError);
});

test("a warning is told where all checks are, not as a row, which would pass for a test", () => {
  const section = reportVerification(statementOf({ checks: [check("pass"), check("warn", { subject: "notes.txt" })] }));
  expect(section).toMatchObject({ verdict: "warn", rows: [] });
  expect(renderMarkdown(section.folds).text).toContain("notes.txt");
});

test("the report has a row for whatever failed, and all differences, however hostile their names", () => {
  const path = "| `x` <b> @acme/team";
  const differences = [{ path, change: "changed", expected: `sha256:${"a".repeat(64)}`, found: null } as const];
  const checks = [check("pass", { subject: "3 files" }), check("fail", { subject: path })];
  const section = reportVerification(statementOf({ checks, differences }));
  expect(section).toMatchObject({ title: "Verification", verdict: "fail", facts: ["1 file", "not signed"] });
  expect(section.rows).toHaveLength(1);
  const { text } = renderMarkdown(composeReport([section], { tool: RUN.tool, commit: null, evidenceFiles: 1 }).blocks);
  expect(text).toContain("Files that differ: 1");
  expect(text).not.toContain("<b>");
});
