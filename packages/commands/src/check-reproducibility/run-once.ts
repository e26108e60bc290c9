import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "@airworthy/evidence";
import { type Perturbation, perturbedVariables, type RecordedRun } from "@airworthy/governance";
import { type ProcessEnd, runProcess } from "@airworthy/process";
import { type Collected, collectOutputs } from "./collect-outputs.ts";
import { hideAll } from "./hide-secrets.ts";
import type { CheckPlan } from "./read-plan.ts";
import type { Workspace } from "./workspace.ts";

/** One run, and what it left: nothing where it failed. */
export interface FinishedRun {
  readonly recorded: RecordedRun;
  readonly seconds: number;
  readonly collected: Collected;
}

/** What systems give new files by default, and what a perturbed run gives them. */
const UMASK = 0o022;
const OTHER_UMASK = 0o007;
/** More than a year, and no whole number of days. */
const OTHER_TIME = ["faketime", "-f", "+373d"] as const;
const TAIL_CHARACTERS = 4_000;
const NOTHING: Collected = { outputs: [], kept: new Map() };

/** Runs the command, `number` from 0 on, in a place made ready for it. */
export async function runOnce(
  number: number,
  plan: CheckPlan,
  workspace: Workspace,
  signal: AbortSignal,
): Promise<FinishedRun> {
  const perturbed = number === plan.runs - 1 ? plan.perturbations : [];
  const variables = perturbedVariables(perturbed, plan.pins);
  const folder = await workspace.begin(perturbed.includes("folder"));
  const stdout = plan.hasStdout ? join(workspace.store, `stdout-${number}`) : null;
  try {
    const ended = await execute({ plan, perturbed, variables, folder, stdout, temporary: workspace.temporary }, signal);
    const isDone = ended.ended === "exited" && ended.exitCode === 0;
    const store = join(workspace.store, String(number));
    const { exitCode, seconds } = ended;
    const tail = isDone ? null : showTail(ended.tail, [folder, workspace.temporary], plan.environment.secrets);
    return {
      recorded: {
        ended: ended.ended,
        exitCode,
        signal: ended.signal,
        perturbed: [...perturbed],
        variables: [...variables],
        tail,
      },
      seconds,
      collected: isDone ? await collectOutputs(folder, plan.outputs, { store, stdout }, signal) : NOTHING,
    };
  } finally {
    await workspace.end();
  }
}

interface Execution {
  readonly plan: CheckPlan;
  readonly perturbed: readonly Perturbation[];
  readonly variables: ReturnType<typeof perturbedVariables>;
  readonly folder: string;
  readonly stdout: string | null;
  readonly temporary: string;
}

async function execute(execution: Execution, signal: AbortSignal): Promise<ProcessEnd> {
  const { plan, perturbed, variables, folder, stdout, temporary } = execution;
  const given = [...plan.environment.variables, ...variables].map(({ name, value }) => [name, value] as const);
  const places = ["TMPDIR", "TMP", "TEMP"].map((name) => [name, temporary] as const);
  const file = stdout === null ? null : openSync(stdout, "wx");
  const isLater = perturbed.includes("time");
  try {
    return await runProcess({
      argv: isLater ? [...OTHER_TIME, ...plan.argv] : plan.argv,
      cwd: folder,
      env: Object.fromEntries([...given, ...places]),
      timeoutMs: plan.timeoutMs,
      mostBytes: plan.mostBytes,
      umask: perturbed.includes("umask") ? OTHER_UMASK : UMASK,
      marker: temporary,
      signal,
      ...(file === null ? {} : { onStdout: (chunk) => writeAll(file, chunk) }),
    });
  } catch (cause) {
    signal.throwIfAborted();
    if (!(cause instanceof Error && "syscall" in cause)) throw cause;
    throw new UserError(
      `command: ${JSON.stringify(isLater ? OTHER_TIME[0] : plan.argv[0])} cannot be started: ${cause.message}`,
      {
        remedy: isLater
          ? "Install faketime, or leave time out of perturb."
          : "Check the program's name, and that it is installed.",
        cause,
      },
    );
  } finally {
    if (file !== null) closeSync(file);
  }
}

function writeAll(file: number, chunk: Uint8Array): void {
  for (let done = 0; done < chunk.length; ) done += writeSync(file, chunk, done);
}

/** The end of what was printed, without secrets and without the places, which are others each time. */
function showTail(tail: string, places: readonly string[], secrets: readonly string[]): string {
  const masked = hideAll(
    places.reduce((text, place) => text.replaceAll(place, "…"), tail),
    secrets,
  );
  return masked.toWellFormed().slice(-TAIL_CHARACTERS);
}
