import { checkShape } from "@airworthy/evidence";
import * as v from "valibot";
import type { Run, WorkflowEvent } from "./event.ts";
import type { Head } from "./find-by-head.ts";
import { numberSchema, shaSchema } from "./identifiers.ts";

/** The run whose end started a `workflow_run` workflow, and the commit that it was about. */
export interface Trigger {
  readonly run: Run;
  readonly sha: string;
  /** How the run ended, such as "success", "failure" or "cancelled"; null while it has not. */
  readonly conclusion: string | null;
  /** Where the commit was the tip; null when its branch or repository was deleted since. */
  readonly head: Head | null;
}

const schema = v.object({
  workflow_run: v.object({
    id: numberSchema,
    run_attempt: numberSchema,
    head_sha: shaSchema,
    conclusion: v.nullable(v.string()),
    head_branch: v.nullable(v.string()),
    head_repository: v.nullish(v.object({ full_name: v.string() })),
  }),
});

/** Reads the payload of a `workflow_run` event; throws a UserError on any other. */
export function readTrigger(event: WorkflowEvent): Trigger {
  const { workflow_run: run } = checkShape(schema, event.payload, "The event's payload");
  const { head_sha: sha, conclusion, head_branch: branch, head_repository: repository } = run;
  return {
    run: { id: run.id, attempt: run.run_attempt },
    sha,
    conclusion,
    head: repository && branch !== null ? { sha, branch, repository: repository.full_name } : null,
  };
}
