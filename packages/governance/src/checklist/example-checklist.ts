import {
  createStatement,
  predicateType,
  type Statement,
  subjectOf,
  type Verdict,
  type VersionRef,
} from "@airworthy/evidence";
import { parseChecklist } from "./checklist-file.ts";
import type { ExaminedEvidence } from "./fact.ts";
import { type AskedChecklist, stateChecklist } from "./state-checklist.ts";

/** For tests: a checklist of three lines, and evidence to answer it. */
export const CANDIDATE: VersionRef = { name: "spam", version: "2.0.0", sha256: "a".repeat(64), digestOf: "package" };
export const DATA = "d".repeat(64);

export const EXAMPLE_FILE = `title: Ready
sections:
  - title: Data
    section_id: A
    lines:
      - line_id: A.1
        line_summary: Consent
        line: Did people consent?
  - title: Model
    section_id: B
    lines:
      - line_id: B.1
        line_summary: Fairness
        line: Is it fair?
        evidence:
          - { type: audit, class: bias, metric: gap, max: 0.1, fresh: 30 }
        owner: "@ann"
        nist: [MEASURE 2.11]
      - line_id: B.2
        line_summary: Speed
        line: Is it fast?
        required: false
        evidence:
          - { type: metric-comparison, verdict: warn }
        sign-off: required
`;

export const SIGNED_FILE = `sign-offs:
  - line: A.1
    who: "@bob"
    on: 2026-01-10
    package: sha256:${CANDIDATE.sha256}
    data: [sha256:${DATA}]
    note: Seen the forms.
`;

export interface ExampleFinding {
  readonly metric: string;
  readonly of?: string | null;
  readonly verdict: Verdict;
  readonly value: number | null;
}

/** A file of evidence with these findings. Its digest is this digit, 64 times. */
export function example(
  kind: string,
  digit: string,
  {
    verdict = "pass",
    of = CANDIDATE,
    findings = [],
    madeOn = "2026-01-09T10:00:00Z",
    auditClass,
  }: {
    readonly verdict?: Verdict;
    readonly of?: VersionRef;
    readonly findings?: readonly ExampleFinding[];
    readonly madeOn?: string;
    readonly auditClass?: string;
  } = {},
): ExaminedEvidence {
  const predicate = {
    verdict,
    finishedOn: madeOn,
    ...(auditClass === undefined ? {} : { class: auditClass }),
    findings: findings.map(({ metric, of: group = null, value, ...finding }) => {
      return {
        id: group === null ? metric : `${metric}, ${group}`,
        metric,
        of: group,
        ...finding,
        candidate: value === null ? null : { value },
      };
    }),
  };
  const statement: Statement = createStatement(subjectOf(of), predicateType(kind), predicate);
  const section = {
    title: kind,
    verdict,
    headline: "",
    candidate: of,
    baseline: null,
    rows: [],
    folds: [],
    facts: [],
    commands: [],
  };
  return { name: `${kind}-${digit}.json`, sha256: digit.repeat(64), statement, section };
}

/** An audit of bias whose gap has this value. */
export function biasAudit(
  value: number | null,
  given: Parameters<typeof example>[2] = {},
  digit = "1",
): ExaminedEvidence {
  const verdict = given.verdict ?? "pass";
  return example("audit", digit, {
    auditClass: "bias",
    findings: [{ metric: "gap", of: "sex", verdict, value }],
    ...given,
  });
}

/** The checklist's evidence as of 2026-01-15, but for what is given. */
export function stated(given: Partial<AskedChecklist> = {}) {
  return stateChecklist({
    candidate: CANDIDATE,
    data: [DATA],
    asOf: "2026-01-15",
    checklist: parseChecklist(EXAMPLE_FILE, "checklist.yml"),
    evidence: [],
    signOffs: [],
    exceptions: [],
    command: "npx airworthy audit-model",
    inputs: [],
    tool: { name: "airworthy", version: "0.1.0" },
    startedOn: "2026-01-15T00:00:00Z",
    finishedOn: "2026-01-15T00:00:01Z",
    ...given,
  });
}

/** How each line stands. */
export function states(given: Partial<AskedChecklist> = {}): readonly string[] {
  return stated(given).predicate.findings.map(({ id, state, reasonCode }) => `${id} ${state} ${reasonCode}`);
}
