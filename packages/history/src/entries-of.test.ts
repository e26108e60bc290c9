import type { ReportSection } from "@airworthy/report";
import { expect, test } from "vitest";
import { type Circumstances, entriesOf } from "./entries-of.ts";
import { formatEntry } from "./history-file.ts";
import { exampleVersion } from "./testing/example-entry.ts";

const CIRCUMSTANCES: Circumstances = {
  commit: "c".repeat(40),
  line: "main",
  run: { id: 1000, attempt: 2 },
  recordedOn: "2026-03-15T12:00:00.000Z",
  tool: { name: "Airworthy", version: "0.1.0" },
};
const CANDIDATE = exampleVersion("2.0.0");
const BASELINE = { ...exampleVersion("1.4.0"), sha256: "b".repeat(64) };

function section(given: Partial<ReportSection> = {}): ReportSection {
  return {
    title: "Metrics",
    verdict: "pass",
    headline: "Nothing changed",
    candidate: CANDIDATE,
    baseline: BASELINE,
    rows: [],
    folds: [],
    facts: [],
    commands: [],
    ...given,
  };
}

const evidence = (digit: string) => ({ type: "https://example.test/comparison/v1", sha256: digit.repeat(64) });
const accuracy = { name: "accuracy", value: 0.9, unit: "rate", better: "higher" } as const;

test("the sections of one candidate are one entry, with the report's verdict and title", () => {
  const readings = [
    { section: section({ metrics: [accuracy] }), evidence: evidence("2") },
    { section: section({ title: "Behaviour", verdict: "fail" }), evidence: evidence("1") },
  ];
  expect(entriesOf(readings, CIRCUMSTANCES)).toEqual([
    {
      v: 1,
      candidate: CANDIDATE,
      baseline: BASELINE,
      commit: "c".repeat(40),
      line: "main",
      run: { id: 1000, attempt: 2 },
      recordedOn: "2026-03-15T12:00:00.000Z",
      verdict: "fail",
      title: "Not ready",
      evidence: [
        { ...evidence("1"), verdict: "fail" },
        { ...evidence("2"), verdict: "pass" },
      ],
      metrics: [accuracy],
    },
  ]);
});

test("candidates have an entry each, with their own verdict and evidence", () => {
  const other = exampleVersion("1.0.0", "other");
  const entries = entriesOf(
    [
      { section: section({ verdict: "fail" }), evidence: evidence("1") },
      { section: section({ candidate: other, baseline: null }), evidence: evidence("2") },
    ],
    CIRCUMSTANCES,
  );
  expect(
    entries.map(({ candidate, verdict, evidence: files }) => [
      candidate.name,
      verdict,
      files.map(({ sha256 }) => sha256[0]),
    ]),
  ).toEqual([
    ["review-sentiment", "fail", ["1"]],
    ["other", "pass", ["2"]],
  ]);
});

test("what only describes the baseline goes with what was compared with it", () => {
  const described = section({ title: "Package", candidate: BASELINE, baseline: null });
  const entries = entriesOf(
    [
      { section: section(), evidence: evidence("1") },
      { section: described, evidence: evidence("2") },
    ],
    CIRCUMSTANCES,
  );
  expect(entries.map(({ candidate, evidence: files }) => [candidate.version, files.length])).toEqual([["2.0.0", 2]]);
});

test("what keeps the evidence as a whole from passing keeps every candidate's entry from it", () => {
  const other = exampleVersion("1.0.0", "other");
  const missing = section({ title: "Completeness", verdict: "inconclusive", headline: "Some may be missing" });
  const entries = entriesOf(
    [
      { section: section(), evidence: evidence("1") },
      { section: section({ candidate: other, baseline: null }), evidence: evidence("2") },
      { section: missing, evidence: null },
    ],
    CIRCUMSTANCES,
  );
  expect(entries.map(({ verdict }) => verdict)).toEqual(["inconclusive", "inconclusive"]);
});

test("what no line can hold is left out or cut, never written", () => {
  const metrics = [
    { ...accuracy, value: Number.NaN },
    { ...accuracy, name: "" },
    { ...accuracy, name: "x".repeat(5_000) },
    ...Array.from({ length: 60 }, (_, index) => ({ ...accuracy, name: `m${index}` })),
  ];
  const circumstances = { ...CIRCUMSTANCES, line: "y".repeat(5_000) };
  const [entry] = entriesOf([{ section: section({ metrics }), evidence: evidence("1") }], circumstances);
  expect(entry?.metrics).toHaveLength(50);
  expect(entry?.metrics[0]?.name).toHaveLength(500);
  expect(entry?.line).toHaveLength(500);
  if (entry !== undefined) formatEntry(entry);
});

test("nothing read is no entry", () => {
  expect(entriesOf([], CIRCUMSTANCES)).toEqual([]);
});
