import type { Job, Step, Workflow } from "./workflow.ts";

/** One place where a workflow uses something of ours. */
export interface Use {
  readonly workflow: Workflow;
  readonly job: Job;
  /** Null where the job calls a reusable workflow. */
  readonly step: Step | null;
  readonly kind: "action" | "workflow" | "other";
  /** Such as "package-model" or "gate-model.yml"; of what is neither, the whole. */
  readonly name: string;
  /** What stands after the @; empty where nothing does. */
  readonly ref: string;
  readonly with: ReadonlyMap<string, string>;
  /** Where it stands. */
  readonly path: readonly unknown[];
}

const OURS = /^airworthy\/airworthy(?<below>\/[^@]*)?(?:@(?<ref>.*))?$/i;
const ACTION = /^\/actions\/(?<name>[^/]+)\/?$/;
const WORKFLOW = /^\/\.github\/workflows\/(?<name>[^/]+)$/;

/** Every use of ours in a workflow, in its order. */
export function usesOf(workflow: Workflow): Use[] {
  return workflow.jobs.flatMap((job) => [
    ...useIn(workflow, job, null, job.uses, job.with, [...job.path, "uses"]),
    ...job.steps.flatMap((step) => useIn(workflow, job, step, step.uses, step.with, [...step.path, "uses"])),
  ]);
}

function useIn(
  workflow: Workflow,
  job: Job,
  step: Step | null,
  uses: string | null,
  given: ReadonlyMap<string, string>,
  path: readonly unknown[],
): Use[] {
  const groups = OURS.exec(uses ?? "")?.groups;
  if (groups === undefined) return [];
  const { below = "", ref = "" } = groups;
  const action = step === null ? undefined : ACTION.exec(below)?.groups?.["name"];
  const called = step === null ? WORKFLOW.exec(below)?.groups?.["name"] : undefined;
  const kind = action !== undefined ? "action" : called !== undefined ? "workflow" : "other";
  return [{ workflow, job, step, kind, name: action ?? called ?? uses ?? "", ref, with: given, path }];
}

/** Which workflows use something of ours. */
export function isOurs(workflow: Workflow): boolean {
  return usesOf(workflow).length > 0;
}
