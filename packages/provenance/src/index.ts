export { type Provenance, parseProvenance, type Resource } from "./parse-provenance.ts";
export {
  type Build,
  createProvenance,
  LOCAL_BUILD,
  LOCAL_BUILDER,
  type Machine,
  PROVENANCE_PREDICATE,
  type Source,
  WORKFLOW_BUILD,
} from "./provenance.ts";
export { reportProvenance } from "./section.ts";
export { parseSeeds, type Seed } from "./seed.ts";
export { type Environment, readWorkflowRun, type WorkflowRun } from "./workflow-run.ts";
