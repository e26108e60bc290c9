import type { HistoryEntry } from "../entry.ts";

/** An entry of review-sentiment's main branch; what a test is about is given. */
export function exampleEntry(given: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    v: 1,
    candidate: exampleVersion("2.0.0"),
    baseline: exampleVersion("1.4.0"),
    commit: "c".repeat(40),
    line: "main",
    run: { id: 1000, attempt: 1 },
    recordedOn: "2026-03-15T12:00:00.000Z",
    verdict: "pass",
    title: "Ready",
    evidence: [{ type: "https://airworthy.dev/attestation/comparison/v1", sha256: "e".repeat(64), verdict: "pass" }],
    metrics: [{ name: "accuracy", value: 0.9, unit: "rate", better: "higher" }],
    ...given,
  };
}

export function exampleVersion(version: string | null, name = "review-sentiment"): HistoryEntry["candidate"] {
  return { name, version, sha256: "a".repeat(64), digestOf: "package" };
}
