import { BEHAVIOR_TYPE, isOwnResult, parseBehavior } from "@airworthy/behavior";
import { COMPARISON_TYPE, type ComparisonFinding, parseComparison } from "@airworthy/comparison";
import { UserError } from "@airworthy/evidence";
import { type BehaviorFacts, BOM_PREDICATE, type MetricFacts } from "@airworthy/model-card";
import { PACKAGE_PREDICATE } from "@airworthy/model-package";
import { PROVENANCE_PREDICATE } from "@airworthy/provenance";
import type { Ports } from "@airworthy/runtime";
import { SCAN_PREDICATE } from "@airworthy/safety-scan";
import { findEvidence, type ReadFile, readEvidence } from "../read-evidence.ts";

/** What earlier verbs found of the package, as a card tells it. */
export interface Results {
  readonly metrics: readonly MetricFacts[];
  readonly behavior: readonly BehaviorFacts[];
}

/** What packaging itself writes, and so makes anew: of this package or of another. */
const OWN_TYPES: readonly string[] = [PACKAGE_PREDICATE, SCAN_PREDICATE, PROVENANCE_PREDICATE, BOM_PREDICATE];

/**
 * The evidence that the patterns match, each on `sha256`, without what packaging itself has written. Throws a UserError
 * that names a file about anything else.
 */
export async function readOwnEvidence(
  patterns: readonly string[],
  sha256: string,
  { cwd }: Ports,
): Promise<readonly ReadFile[]> {
  const found = await readEvidence(await findEvidence(patterns, cwd, false));
  const files = found.filter(({ statement }) => !OWN_TYPES.includes(statement.predicateType));
  for (const { name, statement } of files) {
    const subjects = statement.subject.map(({ digest }) => digest.sha256);
    if (subjects.includes(sha256)) continue;
    throw new UserError(`${name} is about sha256:${subjects[0]}; this package is sha256:${sha256}`, {
      remedy: "Leave the file out, or make the evidence anew with this package.",
    });
  }
  return files;
}

/** The metrics and behaviour tests among the evidence. Throws a UserError where a predicate is not whole. */
export function resultsOf(files: readonly ReadFile[]): Results {
  const ofType = (type: string) =>
    files.filter(({ statement }) => statement.predicateType === type).map(({ statement }) => statement);
  return {
    metrics: ofType(COMPARISON_TYPE).flatMap((statement) =>
      parseComparison(statement).findings.flatMap(({ metric, candidate, slice }) =>
        candidate === null ? [] : [metricFacts(metric, candidate, slice)],
      ),
    ),
    behavior: ofType(BEHAVIOR_TYPE)
      .filter(isOwnResult)
      .flatMap((statement) =>
        parseBehavior(statement).findings.flatMap(({ title, slice, candidate }) =>
          slice !== null || candidate.rate === null
            ? []
            : [{ name: title, failureRate: candidate.rate.value, cases: candidate.judged }],
        ),
      ),
  };
}

function metricFacts(metric: string, value: number, slice: ComparisonFinding["slice"]): MetricFacts {
  const group = slice === null ? null : slice.map(({ column, value: own }) => `${column}=${own}`).join("&");
  return { type: metric, value, slice: group, dataset: null, lowerBound: null, upperBound: null, unit: null };
}
