import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { parseCommandFile } from "../command-file.ts";
import { type ActionOptions, type ActionRun, runAction } from "../runner.ts";
import { CACHE, type Cache, openCache } from "./cache.ts";
import { type Contexts, fill, holds, type Status } from "./expression.ts";
import type { Job, Step } from "./workflow-file.ts";

export interface JobOptions extends Pick<ActionOptions, "env" | "event"> {
  /** What actions/checkout brings. */
  readonly checkout: string;
  /** Where jobs get their workspaces, and what they keep for later runs. */
  readonly folder: string;
  /** `${{ github.token }}` of a job with these permissions; without it all jobs have the same. */
  readonly token?: (permissions: Readonly<Record<string, string>>) => string;
}

/** What became of a step that ran. */
export interface StepRun {
  readonly outcome: Status;
  readonly outputs: Readonly<Record<string, string | undefined>>;
  readonly summary: string;
  readonly stdout: string;
  /** Where one of our actions ran. */
  readonly action: ActionRun | null;
}

export interface JobRun {
  readonly result: Status | "skipped";
  readonly outputs: Readonly<Record<string, string>>;
  /** By id, else by name. */
  readonly steps: ReadonlyMap<string, StepRun>;
}

const OURS = /^\$\/actions\/([a-z-]+)$/;
/** Actions whose work no later step looks at. */
const PASSED_OVER = ["actions/upload-artifact@"];
/** The runner's own choice for `shell: bash`, which on Windows is not the first one in PATH. */
const BASH = process.platform === "win32" ? "C:\\Program Files\\Git\\bin\\bash.exe" : "bash";

/** Runs a job's steps as the runner does, in a workspace and a temporary folder of its own. */
export async function runJob(job: Job, contexts: Contexts, options: JobOptions): Promise<JobRun> {
  const place = await mkdtemp(join(options.folder, "job-"));
  const workspace = join(place, "workspace");
  const temp = join(place, "temp");
  await Promise.all([mkdir(workspace), mkdir(temp)]);
  const cache = openCache(join(options.folder, "cache"), workspace);
  const env = fillAll(job.env, contexts, "success");
  const token = options.token?.(job.permissions);
  const steps = new Map<string, StepRun>();
  const github = Object.assign({ token }, contexts["github"]);
  const known = () => ({ ...contexts, github, env, runner: { temp }, steps: Object.fromEntries(steps) });
  let status: Status = "success";
  for (const [index, step] of job.steps.entries()) {
    if (!holds(step.if, known(), status)) continue;
    const run = await runStep(step, { contexts: known(), status, workspace, temp, env, token, cache, options });
    steps.set(step.id ?? step.name ?? `${index}`, run);
    if (run.outcome === "failure") status = "failure";
  }
  if (status === "success") await cache.end();
  return { result: status, outputs: fillAll(job.outputs, known(), status), steps };
}

interface Place {
  readonly contexts: Contexts;
  readonly status: Status;
  readonly workspace: string;
  readonly temp: string;
  /** `env:` of the job. */
  readonly env: Readonly<Record<string, string>>;
  readonly token: string | undefined;
  readonly cache: Cache;
  readonly options: JobOptions;
}

async function runStep(step: Step, place: Place): Promise<StepRun> {
  const done: StepRun = { outcome: "success", outputs: {}, summary: "", stdout: "", action: null };
  if (step.run !== undefined) return runScript(step.run, step, place);
  const uses = step.uses ?? "";
  const [, verb] = OURS.exec(uses) ?? [];
  if (verb !== undefined) return runVerb(verb, step, place);
  if (uses.startsWith("actions/checkout@")) await cp(place.options.checkout, place.workspace, { recursive: true });
  else if (CACHE.test(uses)) await place.cache.run(uses, fillAll(step.with, place.contexts, place.status));
  else if (!PASSED_OVER.some((prefix) => uses.startsWith(prefix))) throw new Error(`the harness cannot run ${uses}`);
  return done;
}

async function runVerb(verb: string, step: Step, place: Place): Promise<StepRun> {
  const { contexts, status, workspace, token, options } = place;
  const { event } = options;
  const inputs = fillAll(step.with, contexts, status);
  const env = { ...options.env, ...place.env, ...fillAll(step.env, contexts, status) };
  const given = { inputs, env, cwd: workspace, ...(event ? { event } : {}), ...(token ? { token } : {}) };
  const action = await runAction(verb, given);
  const { outputs, summary, stdout, exitCode } = action;
  return { outcome: exitCode === 0 ? "success" : "failure", outputs, summary, stdout, action };
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
async function runScript(script: string, step: Step, place: Place): Promise<StepRun> {
  const { contexts, status, workspace, temp } = place;
  const file = join(temp, "script.sh");
  const output = join(temp, "output");
  const summary = join(temp, "summary");
  await Promise.all([writeFile(file, script), writeFile(output, ""), writeFile(summary, "")]);
  const own = { PATH: process.env["PATH"], SystemRoot: process.env["SystemRoot"], HOME: temp };
  const files = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
  const env = { ...own, ...files, ...place.env, ...fillAll(step.env, contexts, status) };
  const ended = await promisify(execFile)(BASH, ["--noprofile", "--norc", "-eo", "pipefail", file], {
    cwd: workspace,
    env,
  }).then(
    ({ stdout }) => ({ outcome: "success", stdout }) as const,
    (error: { stdout?: string }) => ({ outcome: "failure", stdout: error.stdout ?? "" }) as const,
  );
  const outputs = Object.fromEntries(parseCommandFile(await readFile(output, "utf8")));
  return { ...ended, outputs, summary: await readFile(summary, "utf8"), action: null };
}

function fillAll(texts: Readonly<Record<string, string | number | boolean>>, contexts: Contexts, status: Status) {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(String(text), contexts, status)]));
}
