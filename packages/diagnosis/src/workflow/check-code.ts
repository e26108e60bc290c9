import type { Finding } from "../finding.ts";
import { type Check, findingAt } from "./context.ts";
import { isOurs } from "./uses-of.ts";
import { grantsOf, type Job, mayWrite, type Step, type Workflow } from "./workflow.ts";

/** Events of strangers, whose workflows run with the default branch's rights. */
const PRIVILEGED = [
  "pull_request_target",
  "workflow_run",
  "issue_comment",
  "issues",
  "discussion",
  "discussion_comment",
];
/** Events whose workflows run a pull request's own code. */
const OF_CHANGES = ["pull_request", "pull_request_target"];
const HEAD =
  /github\.(?:head_ref|event\.(?:pull_request\.(?:head|merge_commit)|workflow_run\.(?:head|pull_requests)|issue\.number|number))|refs\/pull\//;
const FETCHED = /\bgh\s+pr\s+checkout\b|\bgit\s+(?:fetch|pull|checkout)\b[^\n]*\bpull\//;
const BY_EVENT = /github\.(?:event_name|ref)\b/;
const CHECKOUT = /^actions\/checkout@/i;

/** Code of a pull request meets no right to write, and no credentials are left beside it. */
export const checkCode: Check = (context) => [
  ...context.workflows.flatMap(untrusted),
  ...context.workflows.filter(isOurs).flatMap((workflow) => [...writing(workflow), ...keeping(workflow)]),
];

export function isCheckout({ uses }: Step): boolean {
  return CHECKOUT.test(uses ?? "");
}

function untrusted(workflow: Workflow): Finding[] {
  const event = PRIVILEGED.find((name) => workflow.events.has(name));
  if (event === undefined) return [];
  return stepsOf(workflow)
    .filter(({ step }) => takesHead(step))
    .map(({ step }) => {
      const found = `on ${event} a step checks out what a pull request brings`;
      const remedy =
        "Check it out in a workflow on pull_request, which has no write token, and hand over artifacts to this one.";
      return findingAt("untrusted-checkout", workflow, step.path, found, remedy);
    });
}

function takesHead(step: Step): boolean {
  if (!isCheckout(step)) return FETCHED.test(step.run ?? "");
  return ["ref", "repository"].some((name) => HEAD.test(step.with.get(name) ?? ""));
}

function writing(workflow: Workflow): Finding[] {
  if (!OF_CHANGES.some((event) => workflow.events.has(event))) return [];
  return workflow.jobs.filter(isRunningCode).flatMap((job) => {
    // Whether it runs for pull requests at all is then known at run time only.
    if (BY_EVENT.test(job.condition ?? "")) return [];
    const grants = grantsOf(workflow, job);
    if (grants === null || !mayWrite(grants)) return [];
    const scopes = [...grants.scopes].filter(([, access]) => access === "write").map(([scope]) => `${scope}: write`);
    const found = `the job ${job.id} checks out the pull request and has ${scopes.join(", ") || "write-all"}`;
    const remedy =
      "Leave the job contents: read, and let a job that checks nothing out, or a workflow on workflow_run, write.";
    return [findingAt("write-beside-code", workflow, job.path, found, remedy)];
  });
}

/** A checkout of the event's own commit; one of another ref, such as the default branch, is no stranger's code. */
function isRunningCode({ steps }: Job): boolean {
  return steps.some((step) => isCheckout(step) && !step.with.has("ref") && !step.with.has("repository"));
}

function keeping(workflow: Workflow): Finding[] {
  return stepsOf(workflow)
    .filter(({ step }) => isCheckout(step) && step.with.get("persist-credentials") !== "false")
    .map(({ job, step }) => {
      const found = `the checkout of the job ${job.id} keeps the token in the folder`;
      return findingAt("credentials-kept", workflow, step.path, found, "with:\n  persist-credentials: false");
    });
}

function stepsOf({ jobs }: Workflow): { job: Job; step: Step }[] {
  return jobs.flatMap((job) => job.steps.map((step) => ({ job, step })));
}
