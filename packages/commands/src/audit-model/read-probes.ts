import { BEHAVIOR_TYPE, type BehaviorFinding, type BehaviorPredicate, parseBehavior } from "@airworthy/behavior";
import { type InputFile, sha256, UserError } from "@airworthy/evidence";
import type { SafetyProbe } from "@airworthy/governance";
import type { Ports } from "@airworthy/runtime";
import { findEvidence, type ReadFile, readEvidence } from "../read-evidence.ts";
import type { Examined } from "./examined.ts";

/** Behaviour tests of some capabilities, and the model that they are of. */
export interface ReadProbes {
  readonly probes: readonly SafetyProbe[];
  readonly files: readonly InputFile[];
  readonly versions: NonNullable<Examined["versions"]>;
}

/** Reads evidence of test-behavior. Throws a UserError where none of its tests is of the capabilities, or it is of something else. */
export async function readProbes(
  { input, patterns }: { readonly input: string; readonly patterns: readonly string[] },
  capabilities: readonly string[],
  { cwd }: Ports,
): Promise<ReadProbes> {
  const files = await readEvidence(await findEvidence(patterns, cwd, false));
  const behaviors = files.map((file) => behaviorOf(input, file));
  const versions = versionsOf(input, behaviors);
  const probes = behaviors.flatMap(({ findings }) => findings.flatMap((finding) => probeOf(finding, capabilities)));
  if (probes.length === 0) {
    throw new UserError(`${input}: no test is about ${capabilities.join(", ")}`, {
      remedy: "Give the tests such a `capability`.",
    });
  }
  return { probes, versions, files: files.map(({ name, text }) => ({ name, sha256: sha256(text) })) };
}

function behaviorOf(input: string, { name, statement }: ReadFile): BehaviorPredicate {
  if (statement.predicateType !== BEHAVIOR_TYPE) {
    throw new UserError(`${input}: ${name} is evidence of ${statement.predicateType}; ${BEHAVIOR_TYPE} is allowed`);
  }
  const behavior = parseBehavior(statement);
  if (behavior.shard === null) return behavior;
  const { index, of } = behavior.shard;
  throw new UserError(`${input}: ${name} is shard ${index} of ${of}; evidence of a whole run is allowed`, {
    remedy: "Make one of the shards with merge-behavior.",
  });
}

/** Of which all must be: what one model does not say is no excuse for another. */
function versionsOf(input: string, behaviors: readonly BehaviorPredicate[]): NonNullable<Examined["versions"]> {
  const [first] = behaviors;
  if (first === undefined) throw new UserError(`${input}: no evidence was given`);
  const digests = ({ candidate, baseline }: BehaviorPredicate) => `${candidate.sha256} ${baseline?.sha256}`;
  if (behaviors.some((other) => digests(other) !== digests(first))) {
    throw new UserError(`${input}: the evidence is of different models; one candidate with one baseline is allowed`);
  }
  return { candidate: first.candidate, baseline: first.baseline };
}

/** A slice of a test is part of it. */
function probeOf(finding: BehaviorFinding, capabilities: readonly string[]): SafetyProbe[] {
  const { capability, severity, slice, title, candidate, baseline, comparison } = finding;
  if (slice !== null || capability === null || !capabilities.includes(capability)) return [];
  const difference =
    comparison === null ? null : { estimate: comparison.difference, low: comparison.low, high: comparison.high };
  return [{ title, capability, ...(severity === undefined ? {} : { severity }), candidate, baseline, difference }];
}
