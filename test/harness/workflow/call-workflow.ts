import { evaluate, fill, holds, type Status } from "./expression.ts";
import { type JobOptions, type JobRun, runJob } from "./run-job.ts";
import { type Job, readWorkflow, type Workflow } from "./workflow-file.ts";

export interface WorkflowCall extends JobOptions {
  /** `with:` */
  readonly inputs: Readonly<Record<string, string | number | boolean>>;
  /** `secrets:` */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Waited for before each job, so that a test says what comes before what in runs that go on at once. */
  readonly before?: (job: string) => Promise<void>;
}

export interface WorkflowRun {
  /** By id; of a matrix, one for each of its values. */
  readonly jobs: ReadonlyMap<string, readonly JobRun[]>;
  /** As it would be in the event of a workflow_run. */
  readonly conclusion: Status;
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * Runs a reusable workflow of this repository from its file: conditions and inputs by GitHub's own evaluator, our actions as
 * they were built, scripts by bash. Throws where the file has something that it does not know how to run.
 */
export async function callWorkflow(name: string, call: WorkflowCall): Promise<WorkflowRun> {
  const workflow = await readWorkflow(name);
  const base = { inputs: inputsOf(workflow, call), github: githubOf(call), secrets: secretsOf(workflow, call) };
  const jobs = new Map<string, readonly JobRun[]>();
  for (const [id, job] of Object.entries(workflow.jobs)) {
    await call.before?.(id);
    jobs.set(id, await runMatrix(job, base, jobs, call));
  }
  const results = [...jobs.values()].map(resultOf);
  const done = Object.fromEntries([...jobs].map(([id, runs]) => [id, { outputs: runs[0]?.outputs ?? {} }]));
  const outputs = Object.entries(workflow.on.workflow_call.outputs).map(([output, { value }]) => [
    output,
    fill(value, { jobs: done }, "success"),
  ]);
  return {
    jobs,
    conclusion: results.includes("failure") ? "failure" : "success",
    outputs: Object.fromEntries(outputs),
  };
}

/** A job for each value of its matrix, once its needs have ended; one that is skipped where its condition does not hold. */
async function runMatrix(
  job: Job,
  base: Readonly<Record<string, unknown>>,
  jobs: ReadonlyMap<string, readonly JobRun[]>,
  call: WorkflowCall,
): Promise<readonly JobRun[]> {
  const needed = job.needs.map((id) => [id, jobs.get(id) ?? missing(id)] as const);
  const needs = Object.fromEntries(
    needed.map(([id, runs]) => [id, { result: resultOf(runs), outputs: runs[0]?.outputs ?? {} }]),
  );
  const contexts = { ...base, needs };
  // A need that was skipped is no success either.
  const status = needed.every(([, runs]) => resultOf(runs) === "success") ? "success" : "failure";
  if (!holds(job.if, contexts, status)) return [{ result: "skipped", outputs: {}, steps: new Map() }];
  const runs: JobRun[] = [];
  for (const matrix of matrixOf(job, contexts)) runs.push(await runJob(job, { ...contexts, matrix }, call));
  return runs;
}

function resultOf(runs: readonly JobRun[]): JobRun["result"] {
  return runs.find(({ result }) => result !== "success")?.result ?? "success";
}

/** Of one dimension, as an expression. */
function matrixOf(job: Job, contexts: Readonly<Record<string, unknown>>): readonly Record<string, unknown>[] {
  const dimensions = Object.entries(job.strategy?.matrix ?? {});
  const [[name, expression] = ["", ""]] = dimensions;
  if (dimensions.length === 0) return [{}];
  const [, inner = ""] = /^\$\{\{(.*)\}\}$/.exec(expression) ?? [];
  const values = evaluate(inner.trim(), contexts, "success");
  if (dimensions.length > 1 || !Array.isArray(values)) throw new Error("a matrix of one dimension can be run");
  return values.map((value: unknown) => ({ [name]: value }));
}

function inputsOf({ on }: Workflow, call: WorkflowCall): Record<string, string | number | boolean> {
  const defined = on.workflow_call.inputs;
  refuseUnknown("input", call.inputs, defined);
  const values = Object.entries(defined).map(([name, input]) => {
    const value = call.inputs[name] ?? input.default;
    if (value === undefined) throw new Error(`the workflow needs the input ${name}`);
    return [name, value] as const;
  });
  return Object.fromEntries(values);
}

/** One that was not handed over is empty in expressions. */
function secretsOf({ on }: Workflow, { secrets = {} }: WorkflowCall): Readonly<Record<string, string>> {
  refuseUnknown("secret", secrets, on.workflow_call.secrets);
  return secrets;
}

function refuseUnknown(what: string, given: object, defined: object): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(defined, name));
  if (unknown !== undefined) throw new Error(`the workflow has no ${what} ${unknown}`);
}

function githubOf({ event, env }: WorkflowCall) {
  return {
    event_name: event?.name ?? "workflow_dispatch",
    event: event?.payload ?? {},
    run_id: env?.["GITHUB_RUN_ID"] ?? "1000",
    run_attempt: env?.["GITHUB_RUN_ATTEMPT"] ?? "1",
  };
}

function missing(id: string): never {
  throw new Error(`the job ${id} comes after one that needs it`);
}
