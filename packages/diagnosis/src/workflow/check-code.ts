import type { Finding } from "../finding.ts";
import { type Check, type Context, findingAt } from "./context.ts";
import { OF_CHANGES, PRIVILEGED } from "./events.ts";
import { mayRunOn } from "./may-run-on.ts";
import { findRunOfArtifact } from "./runs-artifact.ts";
import { isCheckout, takesChange, takesHead } from "./takes-head.ts";
import { isOurs } from "./uses-of.ts";
import { grantsOf, type Job, mayWrite, type Step, type Workflow } from "./workflow.ts";

/** Code of a pull request meets no right to write, and no credentials are left beside it. */
export const checkCode: Check = (context) => [
  ...context.workflows.flatMap((workflow) => untrusted(workflow, context)),
  ...context.workflows.filter(isOurs).flatMap((workflow) => [...writing(workflow, context), ...keeping(workflow)]),
];

function untrusted(workflow: Workflow, context: Context): Finding[] {
  return workflow.jobs.flatMap((job) => {
    const events = eventsOf(job, workflow, PRIVILEGED, context);
    if (events.length === 0) return [];
    const bringing = job.steps.filter((step) => takesHead(step) && runsOn(step, events).length > 0);
    const running = findRunOfArtifact(job.steps.filter((step) => runsOn(step, events).length > 0));
    const finding = (step: Step, does: string) => {
      const found = `on ${runsOn(step, events)[0]} a step ${does}`;
      const remedy =
        "Run it in a workflow on pull_request, which has no write token, and hand over what it made as artifacts that are read as data.";
      return findingAt("untrusted-checkout", workflow, step.path, found, remedy);
    };
    return [
      ...bringing.map((step) => finding(step, "checks out what a pull request brings")),
      ...(running === undefined ? [] : [finding(running, "runs what an artifact of another run brings")]),
    ];
  });
}

function writing(workflow: Workflow, context: Context): Finding[] {
  return workflow.jobs.flatMap((job) => {
    const events = eventsOf(job, workflow, OF_CHANGES, context);
    if (events.length === 0) return [];
    if (job.inheritsSecrets) {
      const found = `the job ${job.id} hands all secrets over to ${(job.uses ?? "").slice(0, 100)}`;
      return [findingAt("write-beside-code", workflow, job.path, found, "Name the secrets that it needs, if any.")];
    }
    const grants = grantsOf(workflow, job);
    const isRunningCode = job.steps.some((step) => takesChange(step) && runsOn(step, events).length > 0);
    if (!isRunningCode || grants === null || !mayWrite(grants)) return [];
    const scopes = [...grants.scopes].filter(([, access]) => access === "write").map(([scope]) => `${scope}: write`);
    const found = `the job ${job.id} checks out the pull request and has ${scopes.join(", ") || "write-all"}`;
    const remedy =
      "Leave the job contents: read, and let a job that checks nothing out, or a workflow on workflow_run, write.";
    return [findingAt("write-beside-code", workflow, job.path, found, remedy)];
  });
}

/** Those of the events that a job may run on. */
function eventsOf(job: Job, workflow: Workflow, events: readonly string[], { starts }: Context): readonly string[] {
  return events.filter((event) => starts.get(workflow)?.has(event) && mayRunOn(job.condition, event));
}

function runsOn({ condition }: Step, events: readonly string[]): readonly string[] {
  return events.filter((event) => mayRunOn(condition, event));
}

function keeping(workflow: Workflow): Finding[] {
  return workflow.jobs.flatMap((job) =>
    job.steps
      .filter((step) => isCheckout(step) && step.with.get("persist-credentials") !== "false")
      .map((step) => {
        const found = `the checkout of the job ${job.id} keeps the token in the folder`;
        return findingAt("credentials-kept", workflow, step.path, found, "with:\n  persist-credentials: false");
      }),
  );
}
