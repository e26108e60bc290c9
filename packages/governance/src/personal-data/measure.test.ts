import { createScanner, createTally, type ScanCounts, valueHash } from "@airworthy/personal-data";
import { expect, test } from "vitest";
import { PLANTED_SECRETS } from "../../../personal-data/fixtures/planted-secrets.ts";
import { stateAudit } from "../audit/state-audit.ts";
import { reportAudit } from "../report/report-audit.ts";
import { measurePersonalData } from "./measure.ts";
import { tabulatePersonalData } from "./tables.ts";

const SALT = new TextEncoder().encode("sixteen bytes or more");
const GATE = { limits: [{ rule: "max-worsening" as const, limit: 0.001 }], minimum: 30, critical: false };

function scanned(rows: readonly string[]): ScanCounts {
  const tally = createTally(createScanner(), valueHash(SALT));
  for (const text of rows) tally.add([{ name: "text", text }]);
  return tally.counts();
}

const PLANTED = ["ann@example.org", "4111 1111 1111 1111", "078-05-1121", "GB29NWBK60161331926819", "+442079460958"];
const CLEAN = Array.from({ length: 100 }, () => "nothing to see");
const DIRTY = [...CLEAN.slice(10), ...PLANTED, "ann@example.org bob@example.org", ...PLANTED_SECRETS.map(([, s]) => s)];

const scan = (candidate: readonly string[], baseline: readonly string[] | null) => ({
  candidate: scanned(candidate),
  baseline: baseline === null ? null : scanned(baseline),
  where: "training data",
  isSalted: true,
  level: 0.95,
  gateOf: () => GATE,
});

test("the share of rows is a figure with Wilson's interval, the change one with Newcombe's", () => {
  const rows = (dirty: number) => [...CLEAN.slice(dirty), ...Array.from({ length: dirty }, () => "a@b.de")];
  const [measure] = measurePersonalData(scan(rows(10), rows(2)));
  // 10 of 100 and 2 of 100 at 95 %: Wilson 0.0552 to 0.1744 and 0.0055 to 0.0700; Newcombe's from them by hand:
  // 0.08 - sqrt(0.0448^2 + 0.0500^2) = 0.0129, 0.08 + sqrt(0.0744^2 + 0.0145^2) = 0.1558.
  expect(measure).toMatchObject({ metric: "personal-data-rate", of: "training data", unit: "rate", better: "lower" });
  expect(measure?.candidate).toMatchObject({ value: 0.1, n: 100, positives: 10 });
  expect(measure?.candidate?.low).toBeCloseTo(0.0552, 4);
  expect(measure?.candidate?.high).toBeCloseTo(0.1744, 4);
  expect(measure?.difference?.low).toBeCloseTo(0.0129, 3);
  expect(measure?.difference?.high).toBeCloseTo(0.1558, 3);
});

test("no kind makes up for another: each that either version has is measured by itself", () => {
  const measures = measurePersonalData(scan(["a@b.de"], ["8.8.8.8"]));
  expect(measures.map(({ metric, of }) => [metric, of])).toEqual([
    ["personal-data-rate", "training data"],
    ["personal-data-rate", "e-mail in training data"],
    ["personal-data-rate", "ip-address in training data"],
    ["secret-rate", "training data"],
  ]);
  expect(measures.map(({ difference }) => difference?.estimate)).toEqual([0, 1, -1, 0]);
});

test("nothing scanned is no figure", () => {
  const measures = measurePersonalData(scan([], null));
  expect(measures.map(({ candidate }) => candidate)).toEqual([null, null]);
});

test("of what was found no value is anywhere in the evidence or the report", () => {
  const given = scan(DIRTY, CLEAN);
  const statement = stateAudit({
    class: "privacy",
    candidate: { name: "new", version: "2", sha256: "a".repeat(64), digestOf: "package" },
    baseline: { name: "old", version: "1", sha256: "b".repeat(64), digestOf: "package" },
    measures: measurePersonalData(given),
    tables: tabulatePersonalData(given),
    level: 0.95,
    owner: null,
    alert: null,
    facts: [],
    command: "npx airworthy audit-model",
    inputs: [],
    tool: { name: "airworthy", version: "0.1.0" },
    seed: 0,
    startedOn: "2026-01-01T00:00:00Z",
    finishedOn: "2026-01-01T00:00:01Z",
  });
  expect(statement.predicate.verdict).toBe("fail");
  const written = JSON.stringify([statement, reportAudit(statement)]).toLowerCase();
  expect(written).toContain(valueHash(SALT)("us-ssn", "078-05-1121"));
  for (const value of [...PLANTED, "bob@example.org", ...PLANTED_SECRETS.map(([, secret]) => secret)]) {
    const plain = value.toLowerCase();
    for (const form of [plain, plain.replace(/[^a-z0-9]/g, "")]) expect(written).not.toContain(form);
  }
  expect(written).not.toContain(Buffer.from(SALT).toString("hex"));
});
