export { checkProvenance } from "./check-provenance.ts";
export type { Dependency, DependencyRole } from "./dependency.ts";
export { githubArtifactLine } from "./github-artifact-line.ts";
export { type NamedValue, parsePairs } from "./named-value.ts";
export { parseProvenance, type Resource } from "./parse-provenance.ts";
export {
  createProvenance,
  type Machine,
  PROVENANCE_PREDICATE,
  type Source,
  type Training,
} from "./provenance.ts";
export type { ProvenancePolicy } from "./provenance-policy.ts";
export { reportProvenance } from "./section.ts";
export { parseSeeds, type Seed } from "./seed.ts";
export { packagedCommit } from "./source-of.ts";
export { readWorkflowRun, type WorkflowRun } from "./workflow-run.ts";
