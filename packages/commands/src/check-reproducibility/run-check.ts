import { isDeepStrictEqual } from "node:util";
import { UserError } from "@airworthy/evidence";
import { type ComparedOutput, compareOutputs, type Doubt, type RecordedRun } from "@airworthy/governance";
import type { Ports } from "@airworthy/runtime";
import { shownPath } from "@airworthy/storage";
import { type Collected, putBack, STDOUT } from "./collect-outputs.ts";
import { collectedContents } from "./contents.ts";
import { findPaths } from "./find-outputs.ts";
import type { CheckInputs } from "./inputs.ts";
import { type RecordedMetrics, readMetrics } from "./read-metrics.ts";
import type { CheckPlan } from "./read-plan.ts";
import { digestData } from "./read-record.ts";
import { type FinishedRun, runOnce } from "./run-once.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

/** What the runs came to. */
export interface CheckResult extends RecordedMetrics {
  readonly runs: readonly RecordedRun[];
  readonly durations: readonly number[];
  /** Empty where a run failed: nothing was compared. */
  readonly outputs: readonly ComparedOutput[];
}

/**
 * Runs the command as often as is asked, until a run fails, and compares what the runs left. Nothing of it stays but, where asked
 * for or run in place, what the first run made. Throws a UserError where it cannot be started or the folders do not allow it.
 */
export async function runCheck(
  plan: CheckPlan,
  inputs: CheckInputs,
  keep: string | null,
  ports: Ports,
): Promise<CheckResult> {
  const { log, signal } = ports;
  if (plan.isolation === "in-place") await refuseStale(plan, signal);
  const before = await digestData(inputs.data ?? [], plan.folder, signal);
  await using workspace = await openWorkspace(plan);
  const finished = await runAll(plan, workspace, ports);
  const runs = finished.map(({ recorded }) => recorded);
  const durations = finished.map(({ seconds }) => seconds);
  const first = finished[0]?.collected;
  if (first === undefined) throw new RangeError("nothing was run");
  if (plan.isolation === "in-place") await putBack(first.kept, plan.folder);
  if (finished.some(hasFailed)) return { runs, durations, outputs: [], metrics: [], doubts: [] };
  if (keep !== null) await putBack(first.kept, keep);
  const collected = finished.map((run) => run.collected);
  const outputs = await log.group("Compare", () =>
    compareOutputs(
      collected.map((run) => run.outputs),
      plan.tolerances,
      collectedContents(collected),
    ),
  );
  const { metrics, doubts } = await readMetrics(inputs.metrics ?? [], first);
  const after = await digestData(inputs.data ?? [], plan.folder, signal).catch(absent);
  const changed = isDeepStrictEqual(before, after) ? [] : [CHANGED_DATA];
  return { runs, durations, outputs, metrics, doubts: [...unmatched(plan, collected), ...changed, ...doubts] };
}

const CHANGED_DATA: Doubt = {
  reasonCode: "data-changed",
  id: "data",
  headline: "The data changed while the command ran: the runs may have read other data",
};

async function runAll(plan: CheckPlan, workspace: Workspace, { log, signal }: Ports): Promise<readonly FinishedRun[]> {
  const finished: FinishedRun[] = [];
  for (let number = 0; number < plan.runs && !finished.some(hasFailed); number++) {
    const title = `Run ${number + 1} of ${plan.runs}`;
    finished.push(await log.group(title, () => runOnce(number, plan, workspace, signal)));
  }
  return finished;
}

function hasFailed({ recorded }: FinishedRun): boolean {
  return recorded.ended !== "exited" || recorded.exitCode !== 0;
}

/** An output that was there before would pass for one that the command made. */
async function refuseStale({ folder, outputs }: CheckPlan, signal: AbortSignal): Promise<void> {
  const [stale] = await findPaths(folder, outputs, "outputs", signal).catch(() => []);
  if (stale === undefined) return;
  throw new UserError(
    `outputs: ${shownPath(stale.path)} is there already; a run that makes nothing would pass for one that does`,
    {
      remedy: "Remove it first, or let `isolation: copy` give each run a fresh copy without it.",
    },
  );
}

/** Patterns that nothing matched in any run: what they were meant to compare was not compared. */
function unmatched({ outputs }: CheckPlan, collected: readonly Collected[]): readonly Doubt[] {
  const paths = collected.flatMap((run) => run.outputs.map(({ path }) => path)).filter((path) => path !== STDOUT);
  return outputs
    .filter((pattern) => !paths.some((path) => pattern.matches(path)))
    .map(({ text }) => ({ reasonCode: "no-output", id: text, headline: `No run left anything that matches ${text}` }));
}

/** Data that is not there any more is other data. */
function absent(error: unknown): null {
  if (error instanceof UserError) return null;
  throw error;
}
