import { sha256, type Verdict, type VersionRef } from "@airworthy/evidence";
import type { HeadlineMetric, ReportSection } from "@airworthy/report";
import type { SiteAudit, SiteMove, SitePromotion } from "./audit-input.ts";
import type { SiteEvidence, SiteInput, SiteRun } from "./input.ts";

/** Sites for tests. */
export function exampleSite(given: Partial<SiteInput> = {}): SiteInput {
  return {
    title: "Models",
    tool: { name: "airworthy", version: "0.1.0" },
    now: "2026-02-01T12:00:00Z",
    repository: "https://github.com/octo-org/models",
    address: null,
    runs: [],
    evidence: [],
    cards: new Map(),
    audit: null,
    stages: [],
    ...given,
  };
}

/** A move of the rollout of that name, of the first version to be seen. */
export function exampleMove(sequence: number, given: Partial<SiteMove> = {}): SiteMove {
  const side = { phase: "running", step: sequence, share: sequence / 10, segment: null };
  return {
    sequence,
    rollout: { name: "sentiment", number: 1 },
    move: "advance",
    on: new Date(Date.UTC(2026, 0, sequence)).toISOString(),
    actor: "@ann",
    run: "https://github.com/octo-org/models/actions/runs/7",
    why: null,
    pullRequest: sequence,
    candidate: `sha256:${exampleRef("1.0.0").sha256}`,
    stable: `sha256:${"b".repeat(64)}`,
    denied: null,
    allowed: null,
    before: { ...side, step: sequence - 1 },
    after: side,
    isSigned: false,
    ...given,
  };
}

/** A change of the stage production. */
export function examplePromotion(sequence: number, given: Partial<SitePromotion> = {}): SitePromotion {
  const { rollout, allowed, before, after, ...entry } = exampleMove(sequence, { move: "promote" });
  const tags = [`sentiment#production#${sequence}`];
  return { ...entry, model: "sentiment", stage: "production", commit: "c".repeat(40), tags, ...given };
}

/** An audit log that holds. */
export function exampleAudit(moves: readonly SiteMove[], given: Partial<SiteAudit> = {}): SiteAudit {
  const headline = `The audit log holds: ${moves.length} entries.`;
  return { verdict: "pass", headline, findings: [], head: "d".repeat(64), moves, promotions: [], ...given };
}

export function exampleRef(version: string | null, name = "sentiment"): VersionRef {
  return { name, version, sha256: sha256(`${name} ${version}`), digestOf: "package" };
}

/** A run of a version on a day of January 2026. */
export function exampleRun(version: string, day: number, given: Partial<SiteRun> = {}): SiteRun {
  return {
    candidate: exampleRef(version),
    baseline: null,
    commit: "a".repeat(40),
    line: "main",
    run: { id: 1000 + day, attempt: 1 },
    recordedOn: new Date(Date.UTC(2026, 0, day)).toISOString(),
    verdict: "pass",
    title: "Ready: 3 stable",
    evidence: [],
    metrics: [],
    ...given,
  };
}

export function exampleMetric(value: number, name = "accuracy"): HeadlineMetric {
  return { name, value, unit: "rate", better: "higher" };
}

const TEST_TYPE = "https://in-toto.io/attestation/test-result/v0.1";

interface Example {
  readonly ref?: VersionRef;
  readonly type?: string;
  readonly verdict?: Verdict;
  readonly isTest?: boolean;
  readonly madeOn?: string | null;
  readonly headline?: string;
}

/** Evidence whose text, and so its digest, is `text`. */
export function exampleEvidence(text: string, example: Example = {}): SiteEvidence {
  const { ref = exampleRef("1.0.0"), type = TEST_TYPE, verdict = "pass", isTest = true, madeOn = null } = example;
  const row = {
    change: verdict === "fail" ? "regression" : "stable",
    verdict,
    what: "negation, fails",
    was: "15.2 %",
    now: "79.6 %",
    difference: "▲ 64.4 pp worse",
    reason: "regression",
    severity: 0.644,
  } as const;
  const section: ReportSection = {
    title: "Behaviour",
    verdict,
    headline: example.headline ?? `It says ${text}.`,
    candidate: ref,
    baseline: null,
    rows: isTest ? [row] : [],
    folds: [],
    facts: [],
    commands: [],
  };
  return { name: `${text}.json`, text, sha256: sha256(text), type, section, madeOn };
}
