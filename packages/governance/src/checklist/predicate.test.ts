import { renderMarkdown } from "@airworthy/report";
import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { biasAudit, CANDIDATE, SIGNED_FILE, stated } from "../../fixtures/example-checklist.ts";
import { checklistPredicateSchema, parseChecklistEvidence } from "./predicate.ts";
import { reportChecklist } from "./report-checklist.ts";
import { parseSignOffs } from "./sign-off-file.ts";

const signOffs = parseSignOffs(SIGNED_FILE, "sign-offs.yml");

// `npx vitest run --update` writes the file anew.
test("checklist.schema.json is the predicate's schema", async () => {
  // A check in code has no JSON Schema, and JSON has no number that is not finite.
  const converted = toJsonSchema(checklistPredicateSchema, {
    target: "draft-2020-12",
    ignoreActions: ["check", "finite"],
  });
  const text = `${JSON.stringify({ ...converted, title: "Evidence of a checklist" }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../checklist.schema.json");
});

test("what is stated is read again", () => {
  const statement = stated({ evidence: [biasAudit(0.2)], signOffs });
  expect(parseChecklistEvidence(JSON.parse(JSON.stringify(statement)))).toEqual(statement.predicate);
});

test("a state that was forged is refused, in whatever field", () => {
  const own = stated({ evidence: [biasAudit(0.2)], signOffs });
  const { predicate } = own;
  const forged = [
    { verdict: "pass" },
    { headline: "All is well" },
    { findings: predicate.findings.map((finding) => ({ ...finding, verdict: "pass", state: "met" })) },
    { facts: predicate.facts.map((fact) => ({ ...fact, findings: [] })) },
    { facts: predicate.facts.map((fact) => ({ ...fact, subject: "b".repeat(64) })) },
    { signOffs: [] },
    { data: [] },
    { candidate: { ...CANDIDATE, sha256: "b".repeat(64) } },
    { asOf: "2026-03-01" },
    { checklist: { ...predicate.checklist, unanswered: "fail" } },
    { exceptions: [{ line: "B.1", owner: "@eve", reason: "x", expires: "2027-01-01" }] },
  ];
  // Without an unanswered line that is required the policy for them changes nothing.
  const refused = forged.map((change) => {
    try {
      parseChecklistEvidence({ ...own, predicate: { ...predicate, ...change } });
      return "taken";
    } catch (error) {
      return String(error);
    }
  });
  expect(refused.map((text) => text.includes("must have the states"))).toEqual(
    forged.map((change) => !("checklist" in change)),
  );
});

test("read on a later day, an exception that has lapsed since fails its line; an earlier day changes nothing", () => {
  const exceptions = [{ line: "B.1", owner: "@ann", reason: "Being mended.", expires: "2026-03-31" }];
  const statement = stated({ evidence: [biasAudit(0.2)], signOffs, exceptions });
  const stateOn = (day?: string) => {
    const { asOf, findings } = parseChecklistEvidence(statement, day);
    return [asOf, findings.find(({ id }) => id === "B.1")?.state];
  };
  const own = statement.predicate.asOf;
  expect(stateOn()).toEqual([own, "excepted"]);
  expect(stateOn("2026-04-01")).toEqual(["2026-04-01", "expired"]);
  expect(stateOn("2000-01-01")).toEqual([own, "excepted"]);
});

test("another predicate type is refused", () => {
  expect(() => parseChecklistEvidence({ ...stated(), predicateType: "https://example.org/x" })).toThrow("is allowed");
});

test("its section has a row for each line that does not hold, and all lines in a fold", () => {
  const idle = signOffs.map((one) => ({ ...one, line: "Z.9" }));
  const section = reportChecklist(stated({ evidence: [biasAudit(0.2)], signOffs: [...signOffs, ...idle] }));
  expect(section).toMatchObject({ title: "Checklist", verdict: "fail" });
  expect(section.headline).toBe(
    "Ready: 3 lines: 1 signed, 1 open, 1 not met; B.1 Fairness is not met: audit-1.json: gap, sex is 0.2; at most 0.1 is allowed",
  );
  expect(section.rows.map(({ what, now, reason }) => ({ what, now, reason }))).toEqual([
    { what: "B.1 Fairness", now: "not met", reason: "@ann's, MEASURE 2.11" },
    { what: "B.2 Speed", now: "open", reason: "" },
  ]);
  const { text } = renderMarkdown(section.folds);
  expect(text).toContain("| A.1 Consent | Did people consent? | signed | signed by");
  expect(text).toContain("“Seen the forms.”");
  expect(text).toContain("there is no such line");
});

test("reported on a later day it says so, and shows what has lapsed since with how it stood", () => {
  const exceptions = [{ line: "B.1", owner: "@ann", reason: "Being mended.", expires: "2026-03-31" }];
  const statement = stated({ evidence: [biasAudit(0.2)], signOffs, exceptions });
  const shown = (day?: string) => {
    const { verdict, facts, rows } = reportChecklist(statement, day);
    const row = rows.find(({ what }) => what === "B.1 Fairness");
    return { verdict, facts, was: row?.was, now: row?.now, reason: row?.reason };
  };
  const own = {
    verdict: "warn",
    facts: ["3 lines: 1 signed, 1 excepted, 1 open", "Ready as of 2026-01-15"],
    was: null,
    now: "excepted",
    reason: "@ann's, MEASURE 2.11",
  };
  expect(shown()).toEqual(own);
  expect(shown("2026-01-14")).toEqual(own);
  expect(shown("2026-04-01")).toEqual({
    verdict: "fail",
    facts: ["3 lines: 1 signed, 1 open, 1 expired", "Ready as of 2026-01-15: warn", "judged again as of 2026-04-01"],
    was: "excepted",
    now: "expired",
    reason: "lapsed since 2026-01-15, @ann's, MEASURE 2.11",
  });
});
