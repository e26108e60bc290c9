import type { Verdict } from "@airworthy/evidence";
import { type Block, makeVisible, renderMarkdown, SUMMARY_BUDGET } from "@airworthy/report";
import { actionInputs } from "./action-inputs.ts";
import { actionLog } from "./action-log.ts";
import type { Adapters } from "./adapters.ts";
import { annotate } from "./annotator.ts";
import { type Annotation, COMMON_OUTPUTS, type Command, type Outcome } from "./command.ts";
import { describeFailure, type Failure, isDebug } from "./failure.ts";
import { type Host, processHost } from "./host.ts";
import { fails, perform, uploadEvidence } from "./perform.ts";
import type { Log, Ports } from "./ports.ts";
import { type Given, givenSecrets, type InputWords, readInputs } from "./read-inputs.ts";
import { sparseProgress } from "./sparse-progress.ts";
import { supervise } from "./supervise.ts";
import { TOOL } from "./tool.ts";
import type { Toolkit } from "./toolkit.ts";

/** An interrupted process, as a shell counts it: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

/** The world that an action's step runs in; the process and GitHub's own library unless a test brings another. */
export interface ActionWorld {
  readonly host: Host;
  readonly toolkit: Toolkit;
}

/**
 * Runs a verb as the step of a workflow: inputs from `with:`, every output set whatever happens, the summary and
 * annotations within GitHub's limits, a conclusion by `fail-on`, an explicit exit. Never rejects.
 */
export async function runAction(command: Command, adapters: Adapters = {}, world?: ActionWorld): Promise<void> {
  const { host, toolkit } = world ?? (await actionWorld());
  const given = actionInputs(command, host.env);
  for (const secret of givenSecrets(command, given.values)) toolkit.mask(secret);
  setOutputDefaults(command, toolkit);
  host.stdout.write(`Airworthy ${command.name} ${TOOL.version}\n`);
  try {
    const failed = await supervise(host, (signal) => runStep(command, given, adapters, { host, toolkit }, signal));
    await host.exit(failed ? 1 : 0);
  } catch (error) {
    const failure = describeFailure(error, { debug: isDebug(host.env) });
    await showFailure(failure, { host, toolkit });
    await host.exit(failure.kind === "interrupted" ? INTERRUPTED : 1);
  }
}

async function actionWorld(): Promise<ActionWorld> {
  const { actionsToolkit } = await import("./actions-toolkit.ts");
  return { host: processHost(), toolkit: actionsToolkit };
}

/** An output is never absent: a step that is killed half-way leaves a verdict that passes nothing. */
function setOutputDefaults(command: Command, toolkit: Toolkit): void {
  const names = [...Object.keys(COMMON_OUTPUTS), ...Object.keys(command.outputs)];
  for (const name of new Set(names)) toolkit.setOutput(name, "");
  setConclusion(toolkit, "error", "not-finished", "the step did not finish");
}

function setConclusion(toolkit: Toolkit, verdict: Verdict, reasonCode: string, headline: string): void {
  toolkit.setOutput("verdict", verdict);
  toolkit.setOutput("reason-code", reasonCode);
  toolkit.setOutput("headline", makeVisible(headline));
}

/** Answers whether the step fails. */
async function runStep(
  command: Command,
  given: Given,
  adapters: Adapters,
  { host, toolkit }: ActionWorld,
  signal: AbortSignal,
): Promise<boolean> {
  const inputs = readInputs(command, given, actionWords(command));
  const ports = actionPorts(host, toolkit, signal);
  const { outcome, evidence } = await perform(command, inputs, ports);
  for (const [name, value] of Object.entries(outcome.outputs)) toolkit.setOutput(name, value);
  toolkit.setOutput("evidence", evidence.join("\n"));
  await writeSummary(summaryOf(outcome), toolkit, ports.log);
  await uploadEvidence(inputs, evidence, ports, adapters);
  signal.throwIfAborted();
  const failed = fails(outcome.verdict, inputs.failOn);
  annotate(failed ? withHeadline(outcome.annotations, outcome.headline) : outcome.annotations, toolkit);
  setConclusion(toolkit, outcome.verdict, outcome.reasonCode, outcome.headline);
  ports.log.info(`${outcome.verdict}: ${makeVisible(outcome.headline)} (${outcome.reasonCode})`);
  return failed;
}

function actionPorts(host: Host, toolkit: Toolkit, signal: AbortSignal): Ports {
  const log = actionLog(host, toolkit);
  return {
    cwd: host.cwd,
    env: { ...host.env },
    log,
    signal,
    now: () => host.now(),
    progress: (label, total, unit) => sparseProgress({ label, total, unit }, () => host.now(), log.info),
  };
}

function actionWords(command: Command): InputWords {
  return {
    name: (input) => input,
    secret: () => "a secret is required",
    remedy: `All inputs: https://github.com/airworthy/airworthy/tree/main/actions/${command.name}`,
  };
}

function summaryOf({ summary, passage }: Outcome): string {
  const texts = [renderMarkdown(summary, SUMMARY_BUDGET).text, passage?.markdown ?? ""];
  return texts.filter((text) => text !== "").join("\n\n");
}

/** A summary that cannot be written is no reason to lose the verdict. */
async function writeSummary(markdown: string, toolkit: Toolkit, log: Log): Promise<void> {
  if (markdown === "") return;
  try {
    await toolkit.writeSummary(markdown);
  } catch (error) {
    log.warn(`the job summary cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A failed step must say why where people look first. */
function withHeadline(annotations: readonly Annotation[], headline: string): Annotation[] {
  const said = annotations.some(({ level }) => level === "error");
  return said ? [...annotations] : [{ level: "error", message: headline }, ...annotations];
}

async function showFailure(failure: Failure, { host, toolkit }: ActionWorld): Promise<void> {
  const reasonCode = failure.kind;
  setConclusion(toolkit, "error", reasonCode, failure.headline);
  annotate([{ level: "error", message: failure.lines.join("\n") }], toolkit);
  const [first = "", ...rest] = failure.lines;
  const alert: Block = { kind: "alert", tone: "caution", lines: [{ kind: "strong", text: first }, ...rest] };
  const log = actionLog(host, toolkit);
  await writeSummary(renderMarkdown([alert], SUMMARY_BUDGET).text, toolkit, log);
  log.info(`error: ${failure.headline} (${reasonCode})`);
}
