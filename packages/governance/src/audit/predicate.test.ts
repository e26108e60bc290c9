import { renderMarkdown } from "@airworthy/report";
import { toJsonSchema } from "@valibot/to-json-schema";
import { expect, test } from "vitest";
import { reportAudit } from "../report/report-audit.ts";
import type { AuditMeasure } from "./finding.ts";
import { auditSchema, parseAudit } from "./predicate.ts";
import { type Audit, stateAudit } from "./state-audit.ts";

const version = (name: string) => ({ name, version: "1.0.0", sha256: "a".repeat(64), digestOf: "package" as const });
const figure = (value: number, low: number, high: number) => ({ value, low, high, n: 312, positives: 120 });

const GAP: AuditMeasure = {
  metric: "equal-opportunity-difference",
  of: "sex",
  unit: "rate",
  better: "lower",
  candidate: figure(0.12, 0.08, 0.16),
  baseline: figure(0.04, 0.01, 0.07),
  difference: { estimate: 0.08, low: 0.03, high: 0.13 },
  gate: { limits: [{ rule: "max-worsening", limit: 0.02 }], minimum: 30, critical: false },
  note: null,
};

const TABLE = {
  title: "Selection rate by sex",
  columns: [{ title: "selection rate", unit: "rate" as const }],
  rows: [
    { label: "F", n: 312, cells: [figure(0.5, 0.45, 0.55)] },
    { label: "M", n: 12, cells: [null] },
  ],
  total: 2,
};

function statement(measures: readonly AuditMeasure[] = [GAP]) {
  return stateAudit(asked(measures));
}

function asked(measures: readonly AuditMeasure[]): Audit {
  return {
    class: "bias",
    candidate: version("new"),
    baseline: version("old"),
    measures,
    tables: [TABLE],
    level: 0.95,
    owner: "@ann",
    alert: null,
    facts: ["3,003 rows"],
    command: "npx airworthy audit-model --candidate new.jsonl",
    inputs: [],
    tool: { name: "airworthy", version: "0.1.0" },
    seed: 0,
    startedOn: "2026-01-01T00:00:00Z",
    finishedOn: "2026-01-01T00:00:01Z",
  };
}

// `npx vitest run --update` writes the file anew.
test("audit.schema.json is the predicate's schema", async () => {
  // A check in code has no JSON Schema, and JSON has no number that is not finite.
  const converted = toJsonSchema(auditSchema, { target: "draft-2020-12", ignoreActions: ["check", "finite"] });
  const text = `${JSON.stringify({ ...converted, title: "Evidence of an audit" }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../audit.schema.json");
});

test("a figure is not told where its n is not", () => {
  const { predicate, ...rest } = statement();
  const withRows = (n: number | null) => {
    const [row] = TABLE.rows;
    return { ...rest, predicate: { ...predicate, tables: [{ ...TABLE, rows: [{ ...row, n }] }] } };
  };
  expect(() => parseAudit(withRows(null))).toThrow("must tell no figure where it tells no n");
  expect(() => parseAudit(withRows(1))).not.toThrow();
});

test("what is stated is read again, with the worst finding's headline", () => {
  const read = parseAudit(statement());
  expect(read).toEqual(statement().predicate);
  expect(read.headline).toBe(
    "equal-opportunity-difference, sex: 12.0 % (95 % interval 8.0 to 16.0 %, n = 312, 120 positive), was 4.0 %: worse than before by more than allowed",
  );
});

test("evidence whose verdict its own figures belie is refused", () => {
  const own = statement();
  const edited = (change: object) => {
    const findings = own.predicate.findings.map((finding) => ({ ...finding, ...change }));
    return { ...own, predicate: { ...own.predicate, verdict: "pass" as const, findings } };
  };
  expect(() => parseAudit(edited({ verdict: "pass" }))).toThrow("must have the verdict that its figures");
  expect(() => parseAudit({ ...own, predicate: { ...own.predicate, verdict: "pass" } })).toThrow(
    "the worst of its deciding findings",
  );
  expect(() => parseAudit(edited({ id: "x" }))).toThrow(/must have/);
});

test("what a group or a file is called is stated without what is personal in it", () => {
  const mail = "jane.doe@example.com";
  const measures = [{ ...GAP, of: `mail=${mail}`, note: `of ${mail}` }];
  const rows = [{ label: mail, n: 312, cells: [null] }];
  const stated = stateAudit({ ...asked(measures), candidate: version(mail), tables: [{ ...TABLE, rows }] });
  expect(JSON.stringify([stated, reportAudit(stated)])).not.toContain("jane");
  expect(parseAudit(stated)).toMatchObject({
    findings: [{ of: "[e-mail]" }],
    tables: [{ rows: [{ label: "[e-mail]" }] }],
  });
});

test("a difference that is not that of its figures, and an interval upside down, are refused", () => {
  const forged = (change: Partial<AuditMeasure>) => () => parseAudit(statement([{ ...GAP, ...change }]));
  const none = { estimate: 0, low: 0, high: 0 };
  expect(forged({ difference: none })).toThrow("no difference but that of its two figures");
  expect(forged({ baseline: null, difference: none })).toThrow("no difference but that of its two figures");
  expect(forged({ difference: { estimate: 0.08, low: 0.1, high: 0.01 } })).toThrow("no interval whose low end");
  expect(forged({ candidate: figure(0.12, 0.16, 0.08) })).toThrow("no interval whose low end");
});

test("an audit in which no limit is set finds nothing to pass", () => {
  const informing = { ...GAP, gate: { limits: [], minimum: 30, critical: false } };
  expect(statement([informing]).predicate.verdict).toBe("inconclusive");
});

test("what has no limit decides nothing, be it not computed, unless the baseline had it", () => {
  const kept = { ...GAP, gate: { ...GAP.gate, limits: [{ rule: "max" as const, limit: 0.5 }] } };
  const unlimited = { limits: [], minimum: 30, critical: false };
  const missing = { ...GAP, metric: "theil-index", gate: unlimited, candidate: null, difference: null };
  expect(parseAudit(statement([kept, { ...missing, baseline: null }]))).toMatchObject({
    verdict: "pass",
    reasonCode: "limits-kept",
  });
  expect(parseAudit(statement([kept, missing]))).toMatchObject({ verdict: "inconclusive", reasonCode: "no-value" });
});

test("its section has a row for each finding, the tables folded, and says whose it is", () => {
  const section = reportAudit(statement());
  expect(section).toMatchObject({ title: "Bias", verdict: "fail", facts: ["3,003 rows", "bias is @ann's"] });
  expect(section.rows[0]).toMatchObject({ what: "equal-opportunity-difference, sex", was: "4.0 %", now: "12.0 %" });
  const { text } = renderMarkdown(section.folds);
  expect(text).toContain("<summary>Selection rate by sex</summary>");
  expect(text).toContain("| F | 312 | 50.0 % <sub>95 % interval 45.0 to 55.0 %</sub> |");
  expect(text).toContain("| M | 12 | — |");
});

test("a finding that is hidden says that a group is too small, and may have no figure", () => {
  const nothing = { candidate: null, baseline: null, difference: null };
  const { predicate } = statement([{ ...GAP, ...nothing, hidden: true }]);
  expect(predicate).toMatchObject({
    verdict: "inconclusive",
    reasonCode: "small-group",
    headline: "equal-opportunity-difference, sex: not shown, for a group that is too small",
  });
  expect(parseAudit(statement([{ ...GAP, ...nothing, hidden: true }]))).toEqual(predicate);
  expect(statement([{ ...GAP, ...nothing }]).predicate.headline).toContain("could not be computed");
  for (const told of [{ candidate: GAP.candidate }, { baseline: GAP.baseline }]) {
    expect(() => parseAudit(statement([{ ...GAP, ...nothing, ...told, hidden: true }]))).toThrow(
      /must tell no figure where it is hidden/,
    );
  }
});
