export type { CertificateClaims } from "./certificate-claims.ts";
export { checkProvenance } from "./check-provenance.ts";
export { DEPENDENCY_ROLES, type Dependency, type DependencyRole } from "./dependency.ts";
export {
  GITHUB_ARTIFACTS_BYTES,
  GITHUB_ARTIFACTS_COUNT,
  githubArtifactLine,
  type MadeArtifact,
} from "./github-artifact-line.ts";
export { type NamedValue, parsePairs } from "./named-value.ts";
export { type Provenance, parseProvenance, type Resource } from "./parse-provenance.ts";
export {
  type Build,
  createProvenance,
  LOCAL_BUILD,
  LOCAL_BUILDER,
  type Machine,
  PROVENANCE_PREDICATE,
  type Source,
  type Training,
  WORKFLOW_BUILD,
} from "./provenance.ts";
export type { ProvenancePolicy } from "./provenance-policy.ts";
export { reportProvenance } from "./section.ts";
export { parseSeeds, type Seed } from "./seed.ts";
export { type Environment, readWorkflowRun, type WorkflowRun } from "./workflow-run.ts";
