import type { Finding } from "../finding.ts";
import { actionOf, type Check, findingAt } from "./context.ts";
import { isOurs } from "./uses-of.ts";
import type { Workflow } from "./workflow.ts";

/** What another workflow calls starts on what that one starts on. */
const CALLED = "workflow_call";

/** Workflows start on what their actions are meant for, on nothing dangerous, and on workflows that there are. */
export const checkTriggers: Check = (context) => [...unfit(context), ...targets(context), ...unknownRuns(context)];

const unfit: Check = ({ uses, catalogue }) =>
  uses.flatMap((use) => {
    const action = actionOf(use, catalogue);
    const events = [...use.workflow.events.keys()];
    if (action === undefined || events.length === 0 || events.includes(CALLED)) return [];
    if (events.some((event) => action.triggers.includes(event))) return [];
    const found = `the workflow starts on ${events.join(", ")}; ${use.name} is meant for ${action.triggers.join(", ")}`;
    return [findingAt("trigger-unfit", use.workflow, use.path, found, `on:\n  ${action.triggers[0] ?? "push"}:`)];
  });

const targets: Check = ({ workflows }) =>
  workflows
    .filter((workflow) => workflow.events.has("pull_request_target") && isOurs(workflow))
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
export function runsNamed({ events }: Workflow): string[] {
  const trigger = events.get("workflow_run");
  const named: unknown = typeof trigger === "object" && trigger !== null ? Reflect.get(trigger, "workflows") : [];
  const list: readonly unknown[] = Array.isArray(named) ? named : [named];
  return list.filter((name) => typeof name === "string");
}
