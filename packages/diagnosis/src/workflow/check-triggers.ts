import type { Finding } from "../finding.ts";
import { actionOf, type Check, findingAt, workflowOf } from "./context.ts";
import { isOurs } from "./uses-of.ts";
import type { Workflow } from "./workflow.ts";

/** What another workflow calls starts on what that one starts on. */
const CALLED = "workflow_call";

/** Workflows start on what their actions are meant for, on nothing dangerous, and on workflows that there are. */
export const checkTriggers: Check = (context) => [...unfit(context), ...targets(context), ...unknownRuns(context)];

const unfit: Check = ({ uses, catalogue }) =>
  uses.flatMap((use) => {
    const { triggers = [] } = actionOf(use, catalogue) ?? workflowOf(use, catalogue) ?? {};
    const events = [...use.workflow.events.keys()];
    if (triggers.length === 0 || events.length === 0 || events.includes(CALLED)) return [];
    if (events.some((event) => triggers.includes(event))) return [];
    const found = `the workflow starts on ${events.join(", ")}; ${use.name} is meant for ${triggers.join(", ")}`;
    return [findingAt("trigger-unfit", use.workflow, use.path, found, `on:\n  ${triggers[0] ?? "push"}:`)];
  });

const targets: Check = ({ workflows, starts }) =>
  workflows
    .filter((workflow) => starts.get(workflow)?.has("pull_request_target") && isOurs(workflow))
    .map((workflow) => {
      const remedy =
        "Start on pull_request, and post the report from a second workflow on workflow_run: airworthy/airworthy/.github/workflows/report-model.yml@v1";
      const found = `${workflow.name} starts on pull_request_target`;
      return findingAt("pull-request-target", workflow, ["on", "pull_request_target"], found, remedy);
    });

const unknownRuns: Check = ({ workflows, isWhole }) => {
  if (!isWhole) return [];
  const names = new Set(workflows.map(({ name }) => name));
  // Others may wait for workflows that have no file, such as those of GitHub itself.
  return workflows.filter(isOurs).flatMap((workflow): Finding[] =>
    runsNamed(workflow)
      .filter((name) => !names.has(name))
      .map((name) => {
        const found = `workflow_run names ${JSON.stringify(name)}, and no workflow has that name`;
        const path = ["on", "workflow_run", "workflows"];
        const remedy = `Name one of ${[...names].map((known) => JSON.stringify(known)).join(", ")}.`;
        return findingAt("workflow-run-unknown", workflow, path, found, remedy);
      }),
  );
};

/** The workflows whose runs start this one. */
export function runsNamed(workflow: Workflow): string[] {
  return textsOf(workflow, "workflows");
}

/** Whether each run of another workflow starts this one when it ends: by default all activities do, on all branches. */
export function startsOnEachEnd(workflow: Workflow): boolean {
  const types = textsOf(workflow, "types");
  const isFiltered = ["branches", "branches-ignore"].some((filter) => textsOf(workflow, filter).length > 0);
  return !isFiltered && (types.length === 0 || types.includes("completed"));
}

function textsOf({ events }: Workflow, field: string): string[] {
  const trigger = events.get("workflow_run");
  const given: unknown = typeof trigger === "object" && trigger !== null ? Reflect.get(trigger, field) : [];
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  return list.filter((text) => typeof text === "string");
}
