import {
  BEHAVIOR_TYPE,
  type BehaviorPredicate,
  isOwnResult,
  parseBehavior,
  reportTestResult,
} from "@airworthy/behavior";
import { type InputFile, type Statement, sha256, UserError } from "@airworthy/evidence";
import { FEEDBACK_CAPABILITY, followTest, type Outcome, outcomeBlocks, outcomeNote } from "@airworthy/feedback";
import type { ReportSection } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import { findEvidence, readEvidence } from "../read-evidence.ts";

/** What became of the cases that people reported, by evidence of behaviour; null where it compares none of them. */
function outcomeIn({ findings }: BehaviorPredicate): Outcome | null {
  const tests = findings.filter(({ capability, slice }) => capability === FEEDBACK_CAPABILITY && slice === null);
  const compared = tests.filter(({ comparison }) => comparison !== null);
  if (compared.length === 0) return null;
  const sum = (count: (test: (typeof tests)[number]) => number) =>
    tests.reduce((total, test) => total + count(test), 0);
  return followTest({
    cases: sum(({ cases }) => cases),
    newFailures: sum(({ comparison }) => comparison?.newFailures ?? 0),
    fixed: sum(({ comparison }) => comparison?.fixed ?? 0),
    stillFailing: sum(({ comparison }) => comparison?.stillFailing ?? 0),
    stillPassing: sum(({ comparison }) => comparison?.stillPassing ?? 0),
  });
}

/** What evidence of tests has to say in a report; of a suite of feedback also how many reported cases the candidate fixed and broke. */
export function reportTests(statement: Statement): ReportSection {
  const section = reportTestResult(statement);
  const outcome = isOwnResult(statement) ? outcomeIn(parseBehavior(statement)) : null;
  if (outcome === null) return section;
  const note = outcomeNote(outcome);
  return {
    ...section,
    facts: [`Feedback: ${note}`, ...section.facts],
    folds: [...section.folds, { kind: "fold", summary: `Feedback: ${note}`, blocks: outcomeBlocks(outcome) }],
  };
}

/** The two versions that evidence of behaviour compares on reported cases. */
export interface Followed extends Pick<BehaviorPredicate, "candidate"> {
  readonly baseline: NonNullable<BehaviorPredicate["baseline"]>;
  readonly outcome: Outcome;
  readonly read: InputFile;
}

/** Reads it. Throws a UserError where the files have no comparison on reported cases, or several. */
export async function readFollowed(patterns: readonly string[], ports: Ports): Promise<Followed> {
  const files = await readEvidence(await findEvidence(patterns, ports.cwd, false));
  const found = files.flatMap(({ name, text, statement }): readonly Followed[] => {
    if (statement.predicateType !== BEHAVIOR_TYPE || !isOwnResult(statement)) return [];
    const behavior = parseBehavior(statement);
    const outcome = behavior.shard === null ? outcomeIn(behavior) : null;
    const { candidate, baseline } = behavior;
    return outcome === null || baseline === null
      ? []
      : [{ candidate, baseline, outcome, read: { name, sha256: sha256(text) } }];
  });
  const [followed, ...more] = found;
  if (followed !== undefined && more.length === 0) return followed;
  throw new UserError(`evidence: ${found.length} files compare two versions on reported cases; one is allowed`, {
    remedy: "Run test-behavior on the suite of feedback with candidate and baseline, and merge its shards.",
  });
}
