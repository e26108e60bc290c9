import type { Finding } from "../finding.ts";
import { lackingOf, yamlOf } from "./check-permissions.ts";
import { runsNamed, startsOnEachEnd } from "./check-triggers.ts";
import { type Check, type Context, findingAt } from "./context.ts";
import type { Use } from "./uses-of.ts";
import { grantsOf, type Workflow } from "./workflow.ts";

const ACTION = "post-report";
const GATE = "gate-model.yml";
const STAGE_2 = "report-model.yml";
const STAGE_2_YAML = `on:
  workflow_run:
    workflows: [NAME]
    types: [requested, completed]
permissions: {}
jobs:
  report:
    permissions:
      actions: read
      checks: write
      contents: read
      pull-requests: write
    uses: airworthy/airworthy/.github/workflows/report-model.yml@v1`;

/** What is reported of a pull request reaches it, from forks too. */
export const checkReports: Check = (context) => context.uses.filter(isReport).flatMap((use) => judge(use, context));

/** Where a verdict on a pull request is made. */
function isReport({ kind, name, workflow }: Use): boolean {
  if (kind === "workflow") return name === GATE && workflow.events.has("pull_request");
  return kind === "action" && name === ACTION && !workflow.events.has("workflow_call");
}

function judge(use: Use, context: Context): Finding[] {
  const { workflow, job, path } = use;
  if (isReportedBySecond(workflow, context)) return [];
  const file = `Add .github/workflows/report.yml on the default branch:\n${STAGE_2_YAML.replace("NAME", () => JSON.stringify(workflow.name))}`;
  if (use.kind === "workflow") {
    const found = `${GATE} leaves its report in the job summary, and no workflow on workflow_run posts that of each run`;
    return [findingAt("report-not-posted", workflow, path, found, file)];
  }
  const grants = grantsOf(workflow, job);
  if (grants === null) return [];
  const lacking = postingPermissions(use, context);
  const isOfPullRequests = workflow.events.has("pull_request");
  if (lacking.length > 0) {
    const scopes = lacking.map(({ scope, access }) => [scope, access] as const);
    const found = `the job ${job.id} lacks ${scopes.map((pair) => pair.join(": ")).join(" and ")}, and no workflow on workflow_run posts the report of each run`;
    return [findingAt("report-not-posted", workflow, path, found, isOfPullRequests ? file : yamlOf(job, scopes))];
  }
  if (!isOfPullRequests) return [];
  return [findingAt("forks-not-reported", workflow, path, `${workflow.name} posts its own report`, file)];
}

function postingPermissions(use: Use, context: Context) {
  const grants = grantsOf(use.workflow, use.job);
  return grants === null ? [] : lackingOf(use, grants, context).filter(({ access }) => access === "write");
}

/** Whether another workflow posts what each of this one's runs leaves. */
function isReportedBySecond({ name }: Workflow, { uses }: Context): boolean {
  return uses.some(({ workflow, name: used }) => {
    return [ACTION, STAGE_2].includes(used) && runsNamed(workflow).includes(name) && startsOnEachEnd(workflow);
  });
}
