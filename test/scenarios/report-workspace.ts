import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BEHAVIOR_TYPE, type BehaviorFinding, type BehaviorPredicate } from "@airworthy/behavior";
import {
  type Change,
  createStatement,
  formatStatement,
  type Statement,
  subjectOf,
  type Verdict,
} from "@airworthy/evidence";

/** A folder with evidence in it, as a job has it when it comes to report; disposing of it deletes it. */
export interface ReportWorkspace extends AsyncDisposable {
  readonly folder: string;
  /** Writes airworthy-evidence/<name>; text as it is, statements as the verbs write them. */
  write(name: string, content: Statement | string): Promise<void>;
}

export async function createWorkspace(...statements: readonly Statement[]): Promise<ReportWorkspace> {
  const folder = await mkdtemp(join(tmpdir(), "airworthy-report-"));
  const evidence = join(folder, "airworthy-evidence");
  await mkdir(evidence);
  const write = (name: string, content: Statement | string) =>
    writeFile(join(evidence, name), typeof content === "string" ? content : formatStatement(content));
  for (const [index, statement] of statements.entries()) await write(`behavior-${index}.json`, statement);
  return { folder, write, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

export interface Behavior {
  readonly verdict?: Verdict;
  readonly headline?: string;
  readonly name?: string;
  readonly sha256?: string;
  /** A finding each. */
  readonly titles?: readonly string[];
  readonly change?: Change;
}

/** Behaviour evidence that the capability itself accepts. */
export function behaviorEvidence(behavior: Behavior = {}): Statement<BehaviorPredicate> {
  const { verdict = "fail", headline = "Negation fails more often", change = "regression" } = behavior;
  const candidate = {
    name: behavior.name ?? "review-sentiment",
    version: "2.0.0",
    sha256: behavior.sha256 ?? "a".repeat(64),
    digestOf: "package",
  } as const;
  const titles = behavior.titles ?? ["negation"];
  const findings = titles.map((title, index) => findingOf(title, index, { verdict, change }));
  return createStatement(subjectOf(candidate), BEHAVIOR_TYPE, {
    ...resultOf(verdict, findings),
    configuration: [{ name: "suite.yml", digest: { sha256: "c".repeat(64) } }],
    verdict,
    reasonCode: "stated-by-the-test",
    headline,
    inputs: [],
    tool: { name: "airworthy", version: "0.1.0" },
    seed: 7,
    startedOn: "2026-01-01T00:00:00Z",
    finishedOn: "2026-01-01T00:00:01Z",
    volatile: ["startedOn", "finishedOn", "usage"],
    suite: {
      name: "suite",
      file: "suite.yml",
      cases: 100 * titles.length,
      inputs: 100 * titles.length,
      skipped: 0,
    },
    candidate,
    baseline: { ...candidate, version: "1.4.0", sha256: "b".repeat(64) },
    references: { candidate: "./new.ts", baseline: "./old.ts" },
    runtimes: { candidate: null, baseline: null },
    rule: { alpha: 0.05, minimumEffect: 0.01 },
    shard: null,
    nearConstant: null,
    capabilities: [],
    findings,
    usage: { candidate: NO_USAGE, baseline: NO_USAGE },
  });
}

const NO_USAGE = { latency: [], inputTokens: null, outputTokens: null, cost: null };

/** in-toto's own words for findings that all have one verdict. */
function resultOf(verdict: Verdict, findings: readonly BehaviorFinding[]) {
  const ids = findings.map(({ id }) => id);
  const lists = { passedTests: [], warnedTests: [], failedTests: [] };
  if (verdict === "pass") return { ...lists, result: "PASSED", passedTests: ids } as const;
  if (verdict === "warn") return { ...lists, result: "WARNED", warnedTests: ids } as const;
  return { ...lists, result: "FAILED", failedTests: ids } as const;
}

function findingOf(title: string, index: number, judged: { verdict: Verdict; change: Change }): BehaviorFinding {
  const model = { judged: 100, filtered: 0, unsupported: 0, unanswered: 0 };
  return {
    id: `test-${index}`,
    test: `test-${index}`,
    line: null,
    slice: null,
    ...judged,
    reasonCode: judged.change,
    headline: title,
    title,
    capability: null,
    kind: "mft",
    cases: 100,
    candidate: { ...model, failed: 30, rate: { value: 0.3, low: 0.2, high: 0.4 } },
    baseline: { ...model, failed: 10, rate: { value: 0.1, low: 0.05, high: 0.2 } },
    comparison: {
      newFailures: 20,
      fixed: 0,
      stillFailing: 10,
      stillPassing: 70,
      difference: 0.2,
      low: 0.1,
      high: 0.3,
      clusteredError: null,
      p: 0.000002,
      adjustedP: 0.000002,
    },
    lostSupport: 0,
    limits: { maxFailureRate: null, maxNewFailures: null, minimumCases: 1 },
    repeat: { times: 1, passes: 1 },
    passes: null,
    passHatK: null,
    newFailureIds: [],
    fixedIds: [],
    stillFailingIds: [],
    newExamples: [],
    knownExamples: [],
    unanswered: [],
    unsupported: [],
  };
}
