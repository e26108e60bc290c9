import type { Verdict } from "@airworthy/evidence";
import { capText, makeVisible, renderTerminal } from "@airworthy/report";
import type { Adapters } from "./adapters.ts";
import { appendSummary } from "./append-summary.ts";
import type { Arguments } from "./arguments.ts";
import { type CliFace, cliFace } from "./cli-face.ts";
import type { Command, Outcome } from "./command.ts";
import { exitCodeOf, exitCodeOfFailure } from "./exit-code.ts";
import { describeFailure, isDebug } from "./failure.ts";
import type { Host } from "./host.ts";
import { inertJson } from "./inert-text.ts";
import { type Performed, perform, uploadEvidence } from "./perform.ts";
import { environmentSecrets, type InputWords, readInputs } from "./read-inputs.ts";
import { hasColor, styleFor } from "./style.ts";
import { supervise } from "./supervise.ts";
import { TOOL } from "./tool.ts";

/** What `--json` prints, whatever happened. */
export interface Answer {
  /** The verb; null where none was understood. */
  readonly command: string | null;
  readonly verdict: Verdict;
  readonly reasonCode: string;
  readonly headline: string;
  /** The verb's own outputs, all of them; empty texts where the run did not get so far. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly evidence: readonly string[];
}

/** Of an output, in the log: what is longer is for programs, which `--json` gives all of it. */
const LOGGED_CHARACTERS = 2_000;

/** A table that goes to a file or a pipe is as wide as it would be on a large screen. */
const DEFAULT_COLUMNS = 120;

/** Runs a verb on the command line and ends the process. */
export async function runVerb(command: Command, words: Arguments, adapters: Adapters, host: Host): Promise<void> {
  const face = cliFace(host, words.quiet);
  try {
    const { isService = false } = command;
    const work = async (signal: AbortSignal): Promise<number> => {
      const secrets = environmentSecrets(command, host.env);
      const given = { ...words.given, values: new Map([...words.given.values, ...secrets]) };
      const inputs = readInputs(command, given, cliWords(command));
      const ports = face.ports(signal);
      face.log.info(`${TOOL.name} ${command.name} ${TOOL.version}`);
      const performed = await perform(command, inputs, ports);
      await uploadEvidence(inputs, performed.evidence, ports, adapters);
      if (!isService) signal.throwIfAborted();
      show(command, performed, words.json, face, host);
      await keepPassage(performed.outcome, host, face);
      return exitCodeOf(performed.outcome.verdict, inputs.failOn);
    };
    await host.exit(await supervise(host, work, { isService }));
  } catch (error) {
    face.settle();
    await showFailure(error, command, host);
  }
}

/** Says why there is no outcome, on standard error and, with `--json`, as the Answer; ends the process. */
export async function showFailure(error: unknown, command: Command | null, host: Host): Promise<void> {
  const failure = describeFailure(error, { debug: isDebug(host.env) });
  const [first = "", ...rest] = failure.lines;
  const { strong } = styleFor(host, host.stderr);
  host.stderr.write(`${[`${strong("error:")} ${first}`, ...rest].join("\n")}\n`);
  if (host.argv.includes("--json")) {
    writeAnswer(
      {
        command: command?.name ?? null,
        verdict: "error",
        reasonCode: failure.kind,
        headline: failure.headline,
        outputs: emptyOutputs(command),
        evidence: [],
      },
      host,
    );
  }
  await host.exit(exitCodeOfFailure(failure));
}

function cliWords(command: Command): InputWords {
  return {
    name: (input) => (command.inputs[input]?.type === "secret" ? input : `--${input}`),
    secret: (input) => `set the environment variable ${input.environment ?? ""}`,
    remedy: `airworthy ${command.name} --help lists the inputs.`,
  };
}

const MARKS = { pass: "✓", warn: "!", inconclusive: "?", fail: "✕", error: "✕" } as const satisfies Record<
  Verdict,
  string
>;

function show(command: Command, { outcome, evidence }: Performed, json: boolean, face: CliFace, host: Host): void {
  const { verdict, reasonCode, headline, summary, passage } = outcome;
  face.settle();
  if (json) {
    const outputs = { ...emptyOutputs(command), ...outcome.outputs };
    writeAnswer({ command: command.name, verdict, reasonCode, headline, outputs, evidence }, host);
  } else if (summary.length > 0) {
    const width = host.stdout.columns ?? DEFAULT_COLUMNS;
    host.stdout.write(`${renderTerminal(summary, { width, color: hasColor(host, host.stdout) }).trimEnd()}\n`);
  }
  if (!json && passage !== undefined && passage.line !== "") host.stdout.write(`${makeVisible(passage.line)}\n`);
  for (const [name, value] of Object.entries(outcome.outputs)) {
    if (value !== "") face.log.info(`${name}: ${capText(value, LOGGED_CHARACTERS)}`);
  }
  for (const path of evidence) face.log.info(`evidence: ${path}`);
  face.log.info(`${MARKS[verdict]} ${verdict}: ${makeVisible(headline)} (${reasonCode})`);
}

/** In a `run:` step of a workflow the job summary keeps it, as after an action. */
async function keepPassage({ passage }: Outcome, { env }: Host, { log }: CliFace): Promise<void> {
  const file = env["GITHUB_STEP_SUMMARY"];
  if (passage === undefined || !file) return;
  try {
    await appendSummary(file, passage.markdown);
  } catch (error) {
    log.warn(`the job summary cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function emptyOutputs(command: Command | null): Record<string, string> {
  return Object.fromEntries(Object.keys(command?.outputs ?? {}).map((name) => [name, ""]));
}

function writeAnswer(answer: Answer, host: Host): void {
  host.stdout.write(`${inertJson(answer)}\n`);
}
