import * as v from "valibot";
import type { ClaimedRun } from "./certificate-claims.ts";
import type { Provenance } from "./parse-provenance.ts";
import { WORKFLOW_BUILD } from "./provenance.ts";

/** All that GitHub's build type has as external parameters. https://actions.github.io/buildtypes/workflow/v1 */
const PARAMETERS: readonly string[] = ["workflow"];
const WORKFLOW: readonly string[] = ["ref", "repository", "path"];

const workflowSchema = v.object({
  workflow: v.object({ ref: v.string(), repository: v.string(), path: v.string() }),
});

/** What provenance says of the run that made the model. */
export function claimedRun({ buildDefinition, runDetails }: Provenance): ClaimedRun {
  const parsed = v.safeParse(workflowSchema, buildDefinition.externalParameters);
  const isWorkflow = buildDefinition.buildType === WORKFLOW_BUILD && parsed.success;
  const workflow = isWorkflow ? parsed.output.workflow : null;
  return {
    repository: workflow?.repository ?? null,
    workflow: workflow?.path ?? null,
    ref: workflow?.ref ?? null,
    builder: runDetails.builder.id,
  };
}

/**
 * The external parameters that GitHub's build type does not have, or lacks, as paths; empty where all is as it should be.
 * Compared by own keys: a schema's look-up would find "__proto__" and "constructor" among any.
 */
export function unexpectedParameters({ buildDefinition: { externalParameters } }: Provenance): readonly string[] {
  const unknown = Object.keys(externalParameters).filter((name) => !PARAMETERS.includes(name));
  const inside = Object.keys(Object(externalParameters["workflow"])).filter((name) => !WORKFLOW.includes(name));
  const result = v.safeParse(workflowSchema, externalParameters);
  const lacking = result.success ? [] : result.issues.map((issue) => v.getDotPath(issue) ?? "the whole");
  return [...unknown, ...inside.map((name) => `workflow.${name}`), ...lacking];
}
