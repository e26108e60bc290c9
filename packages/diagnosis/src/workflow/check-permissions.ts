import type { KnownPermission } from "../catalogue/catalogue.ts";
import { isNeeded } from "../catalogue/conditions.ts";
import type { Finding } from "../finding.ts";
import { actionOf, type Check, type Context, findingAt, workflowOf } from "./context.ts";
import { isJobsToken } from "./job-token.ts";
import { isOurs, type Use } from "./uses-of.ts";
import { type Grants, grantsOf, isAtLeast, type Job, levelOf, type Workflow } from "./workflow.ts";

/** What post-report writes with; without it the report is in the job summary, which check-reports.ts judges. */
const OF_REPORTS: readonly string[] = ["pull-requests", "checks"];

/** Each job says what it may do, and may do what it needs. */
export const checkPermissions: Check = (context) => [
  ...jobsOf(context).flatMap(undeclared),
  ...context.uses.flatMap((use) => {
    const grants = grantsOf(use.workflow, use.job);
    return grants === null ? [] : lackingIn(use, grants, context);
  }),
];

/** The permissions of a use that its job does not have. */
export function lackingOf(use: Use, grants: Grants, context: Context): KnownPermission[] {
  return neededBy(use, context).filter(({ scope, access }) => !isAtLeast(levelOf(grants, scope), access));
}

function neededBy(use: Use, { catalogue, alertsByIssue }: Context): readonly KnownPermission[] {
  const called = workflowOf(use, catalogue);
  if (called !== undefined) return called.permissions;
  const action = actionOf(use, catalogue);
  if (action === undefined || hasOwnToken(use)) return [];
  const { workflow, job } = use;
  const events = new Set(workflow.events.keys());
  const circumstances = { inputs: use.with, events, hasEnvironment: job.hasEnvironment, alertsByIssue };
  return action.permissions.filter(({ scope }) => isNeeded(action.name, scope, circumstances));
}

/** Whether it speaks to GitHub with another token than the job's, or with none. */
function hasOwnToken({ with: given }: Use): boolean {
  const token = given.get("token");
  return token !== undefined && !isJobsToken(token);
}

function lackingIn(use: Use, grants: Grants, context: Context): Finding[] {
  const isReport = use.name === "post-report";
  return lackingOf(use, grants, context)
    .filter(({ scope }) => !(isReport && OF_REPORTS.includes(scope)))
    .map(({ scope, access, reason }) => {
      const rule = access === "write" || use.kind === "workflow" ? "permission-missing" : "read-permission-missing";
      const found = `the job ${use.job.id} has ${scope}: ${levelOf(grants, scope)}; ${use.name} needs ${access} (${reason.replace(/\.$/, "")})`;
      return findingAt(rule, use.workflow, use.path, found, yamlOf(use.job, [[scope, access]]));
    });
}

/** Those of the workflows that use ours: also a job beside may run a pull request's code. */
function jobsOf({ workflows }: Context): { workflow: Workflow; job: Job }[] {
  return workflows.filter(isOurs).flatMap((workflow) => workflow.jobs.map((job) => ({ workflow, job })));
}

function undeclared({ workflow, job }: { workflow: Workflow; job: Job }): Finding[] {
  if (grantsOf(workflow, job) !== null) return [];
  const found = `the job ${job.id} says nothing of its permissions`;
  const remedy = `At the top: permissions: {}\n${yamlOf(job, [["contents", "read"]])}`;
  return [findingAt("permissions-undeclared", workflow, job.path, found, remedy)];
}

export function yamlOf({ id }: Job, grants: readonly (readonly [scope: string, access: string])[]): string {
  return `jobs:\n  ${id}:\n    permissions:\n${grants.map(([scope, access]) => `      ${scope}: ${access}`).join("\n")}`;
}
