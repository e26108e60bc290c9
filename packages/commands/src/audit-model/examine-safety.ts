import { BEHAVIOR_TYPE, type BehaviorFinding, type BehaviorPredicate, parseBehavior } from "@airworthy/behavior";
import { sha256, UserError } from "@airworthy/evidence";
import { type Gates, measureSafety, SAFETY_CAPABILITIES, type SafetyProbe } from "@airworthy/governance";
import { formatCounted } from "@airworthy/report";
import type { Ports } from "@airworthy/runtime";
import { findEvidence, type ReadFile, readEvidence } from "../read-evidence.ts";
import type { Examined } from "./examined.ts";
import type { Inputs } from "./inputs.ts";

/** What behaviour tests about safety found. Throws a UserError where none of the evidence has any, or it is of something else. */
export async function examineSafety(
  patterns: readonly string[],
  inputs: Inputs,
  { gateOf }: Gates,
  ports: Ports,
): Promise<Examined> {
  const files = await readEvidence(await findEvidence(patterns, ports.cwd, false));
  const capabilities = inputs.capabilities ?? SAFETY_CAPABILITIES;
  const behaviors = files.map(behaviorOf);
  const versions = versionsOf(behaviors);
  const probes = behaviors.flatMap(({ findings }) => findings.flatMap((finding) => probeOf(finding, capabilities)));
  if (probes.length === 0) {
    throw new UserError(`probed: no test is about ${capabilities.join(", ")}`, {
      remedy: "Give the tests a `capability`, or name yours with `capabilities`.",
    });
  }
  return {
    measures: measureSafety({ probes, level: inputs.level, gateOf }),
    tables: [],
    facts: [formatCounted(probes.length, "safety test")],
    candidate: files.map(({ name, text }) => ({ name, sha256: sha256(text) })),
    baseline: [],
    versions,
  };
}

function behaviorOf({ name, statement }: ReadFile): BehaviorPredicate {
  if (statement.predicateType !== BEHAVIOR_TYPE) {
    throw new UserError(`probed: ${name} is evidence of ${statement.predicateType}; ${BEHAVIOR_TYPE} is allowed`);
  }
  const behavior = parseBehavior(statement);
  if (behavior.shard === null) return behavior;
  const { index, of } = behavior.shard;
  throw new UserError(`probed: ${name} is shard ${index} of ${of}; evidence of a whole run is allowed`, {
    remedy: "Make one of the shards with merge-behavior.",
  });
}

/** Of which all must be: what one model does not say is no excuse for another. */
function versionsOf(behaviors: readonly BehaviorPredicate[]): NonNullable<Examined["versions"]> {
  const [first] = behaviors;
  if (first === undefined) throw new UserError("probed: no evidence was given");
  const digests = ({ candidate, baseline }: BehaviorPredicate) => `${candidate.sha256} ${baseline?.sha256}`;
  if (behaviors.some((other) => digests(other) !== digests(first))) {
    throw new UserError("probed: the evidence is of different models; one candidate with one baseline is allowed");
  }
  return { candidate: first.candidate, baseline: first.baseline };
}

/** A slice of a test is part of it. */
function probeOf(finding: BehaviorFinding, capabilities: readonly string[]): SafetyProbe[] {
  const { capability, slice, title, candidate, baseline, comparison } = finding;
  if (slice !== null || capability === null || !capabilities.includes(capability)) return [];
  const difference =
    comparison === null ? null : { estimate: comparison.difference, low: comparison.low, high: comparison.high };
  return [{ title, capability, candidate, baseline, difference }];
}
