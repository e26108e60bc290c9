import * as v from "valibot";
import { parse } from "yaml";
import type { Event } from "../harness/github/index.ts";
import { callWorkflow } from "../harness/workflow/call-workflow.ts";
import { fill } from "../harness/workflow/expression.ts";
import { type JobRun, runJob } from "../harness/workflow/run-job.ts";
import { type Job, jobSchema, scalar } from "../harness/workflow/workflow-file.ts";

const SHARED = /^airworthy\/airworthy\/\.github\/workflows\/(?<file>[\w-]+\.yml)@v1$/;
const OWN_ACTION = /^airworthy\/airworthy\/(?<action>actions\/[a-z-]+)@v1$/;
const LOGGED_CHARACTERS = 4_000;

const texts = v.optional(v.array(v.string()), []);

const callerSchema = v.strictObject({
  uses: v.pipe(v.string(), v.regex(SHARED)),
  with: v.optional(v.record(v.string(), scalar), {}),
  permissions: v.record(v.string(), v.string()),
});

/** Of a job what would decide whether it runs, and how often, is refused: nothing here heeds it. */
const ownJobSchema = v.strictObject({
  ...jobSchema.entries,
  needs: v.pipe(jobSchema.entries.needs, v.maxLength(0, "needs is not heeded in guides")),
  if: v.exactOptional(v.never("if is not heeded in guides")),
  strategy: v.exactOptional(v.never("strategy is not heeded in guides")),
});

const workflowSchema = v.strictObject({
  name: v.string(),
  on: v.record(
    v.string(),
    v.nullable(v.strictObject({ workflows: texts, types: texts, inputs: v.exactOptional(v.unknown()) })),
  ),
  permissions: v.strictObject({}),
  /** Nothing runs at once here. */
  concurrency: v.exactOptional(v.unknown()),
  jobs: v.record(
    v.string(),
    v.lazy((job) => (isCaller(job) ? callerSchema : ownJobSchema)),
  ),
});

export type GuideWorkflow = v.InferOutput<typeof workflowSchema>;
type Caller = v.InferOutput<typeof callerSchema>;
type Contexts = Readonly<Record<string, unknown>>;
type Options = Parameters<typeof runJob>[2];

/** Reads a workflow of a guide. Throws an Error that names what cannot be run as GitHub would. */
export function readGuideWorkflow(text: string, path: string): GuideWorkflow {
  const { success, output, issues } = v.safeParse(workflowSchema, parse(text));
  if (success) return output;
  const problems = issues.map((issue) => `${v.getDotPath(issue) ?? ""}: ${issue.message}`);
  throw new Error(`${path}: ${problems.join("; ")}`);
}

/** Whether an event starts the workflow. */
export function isStartedBy({ on }: GuideWorkflow, { name, payload }: Event): boolean {
  if (!Object.hasOwn(on, name)) return false;
  const types = on[name]?.types ?? [];
  const { action } = v.parse(v.looseObject({ action: v.optional(v.string()) }), payload);
  return types.length === 0 || (action !== undefined && types.includes(action));
}

/** What became of a workflow's jobs. */
export interface GuideRun {
  /** The summaries of their steps. */
  readonly summaries: readonly string[];
  /** Each job that failed, with what those steps said by which it did. */
  readonly failed: readonly string[];
}

/** Runs all jobs of a workflow, each whatever became of the others. */
export async function runGuideWorkflow(
  { jobs }: GuideWorkflow,
  path: string,
  contexts: Contexts,
  options: Options,
): Promise<GuideRun> {
  const summaries: string[] = [];
  const failed: string[] = [];
  for (const [id, job] of Object.entries(jobs)) {
    const runs =
      "uses" in job ? await called(job, contexts, options) : [await runJob(withOurs(job), contexts, options)];
    for (const run of runs) {
      summaries.push(...[...run.steps.values()].map(({ summary }) => summary));
      if (run.result === "failure") failed.push(`${path}: the job ${id} failed: ${saidByFailed(run).join("\n")}`);
    }
  }
  return { summaries, failed };
}

async function called(job: Caller, contexts: Contexts, options: Options): Promise<JobRun[]> {
  const file = SHARED.exec(job.uses)?.groups?.["file"] ?? "";
  const given = Object.entries(job.with).map(([name, value]) => [
    name,
    typeof value === "string" ? fill(value, contexts, "success") : value,
  ]);
  const { jobs } = await callWorkflow(file, { ...options, inputs: Object.fromEntries(given) });
  return [...jobs.values()].flat();
}

/** As the harness names our actions. */
function withOurs(job: Job): Job {
  const steps = job.steps.map((step) => {
    const action = OWN_ACTION.exec(step.uses ?? "")?.groups?.["action"];
    return action === undefined ? step : { ...step, uses: `$/${action}` };
  });
  return { ...job, steps };
}

function saidByFailed({ steps }: JobRun): readonly string[] {
  return [...steps]
    .filter(([, { outcome }]) => outcome === "failure")
    .map(
      ([name, { stdout, action }]) => `step ${name}: ${`${stdout}${action?.stderr ?? ""}`.slice(-LOGGED_CHARACTERS)}`,
    );
}

function isCaller(job: unknown): boolean {
  return typeof job === "object" && job !== null && "uses" in job;
}
