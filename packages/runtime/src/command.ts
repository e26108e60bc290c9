import type { Statement, Verdict } from "@airworthy/evidence";
import type { Block } from "@airworthy/report";
import { choice, type InputMap, type InputValues, path, text } from "./input.ts";
import type { Ports } from "./ports.ts";

export interface EvidenceFile {
  /** The file's name in the evidence folder, such as "compare-metrics.json". */
  readonly name: string;
  readonly statement: Statement;
}

export interface Annotation {
  readonly level: "notice" | "warning" | "error";
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

/** What a verb answers. The runtime performs it: writes the evidence, sets outputs, shows the summary, exits. */
export interface Outcome<O extends string = string> {
  readonly verdict: Verdict;
  readonly reasonCode: string;
  readonly headline: string;
  /** The verb's own outputs; the runtime fills in those of COMMON_OUTPUTS. */
  readonly outputs: Readonly<Record<O, string>>;
  readonly evidence: readonly EvidenceFile[];
  /** The job summary of the action, and what the command line prints. */
  readonly summary: readonly Block[];
  /** The user's own text, passed on as it is: Markdown below the summary of a job, and the line that the command line prints. */
  readonly passage?: { readonly markdown: string; readonly line: string };
  readonly annotations: readonly Annotation[];
}

/** A permission that the action needs of `github.token`, and why. */
export interface Permission {
  readonly scope: string;
  readonly access: "read" | "write";
  readonly reason: string;
}

/** A verb: one definition for both faces. */
export interface Command<M extends InputMap = InputMap, O extends string = string> {
  /** verb-noun, in kebab case. */
  readonly name: string;
  /** Shorter names that the command line understands too. */
  readonly aliases?: readonly string[];
  /** One sentence for help, action.yml and the catalogue. */
  readonly summary: string;
  readonly permissions: readonly Permission[];
  /** The workflow events it is meant for. */
  readonly triggers: readonly string[];
  /** Whether it writes evidence, and so takes EVIDENCE_INPUTS. */
  readonly writesEvidence: boolean;
  /**
   * Whether it serves until it is interrupted, which is its proper end: its outcome is told as any. On the command line
   * only, since a step that never ends is of no use.
   */
  readonly isService?: boolean;
  /** Whether it is for whoever sits at the repository, and so on the command line only. */
  readonly isLocal?: boolean;
  /** Its own inputs, without the common ones. */
  readonly inputs: M;
  /** Its own outputs and what each holds. */
  readonly outputs: Readonly<Record<O, string>>;
  run(inputs: InputValues<M>, ports: Ports): Promise<Outcome<O>>;
}

/** What every verb takes beside its own inputs. */
export const COMMON_INPUTS = {
  "fail-on": choice(["fail", "inconclusive", "never"])
    .default("fail")
    .describe("The verdict from which the step fails; `error` always fails."),
};

/** What every verb that writes evidence takes besides. */
export const EVIDENCE_INPUTS = {
  "evidence-dir": path().default("airworthy-evidence").describe("The folder that evidence files are written to."),
  artifact: text()
    .optional()
    .describe(
      "Uploads the evidence as a workflow artifact of this name, for later jobs. Nothing is uploaded without it.",
    ),
};

/** What every verb answers. */
export const COMMON_OUTPUTS = {
  verdict: "pass, warn, inconclusive, fail or error.",
  "reason-code": "Why, as a word in kebab case.",
  headline: "Why, as a sentence.",
  evidence: "The evidence files that were written, a path a line.",
};

/** Declares a verb; the types of `run`'s inputs and outputs follow from what it declares. */
export function defineCommand<const M extends InputMap, const O extends string>(command: Command<M, O>): Command<M, O> {
  return command;
}

/** Whether a workflow can use it: all verbs are actions but those that are on the command line only. */
export function isAction({ isService = false, isLocal = false }: Command): boolean {
  return !isService && !isLocal;
}

/** Every input of a verb: its own and the common ones. */
export function allInputs(command: Command): InputMap {
  return { ...command.inputs, ...(command.writesEvidence ? EVIDENCE_INPUTS : {}), ...COMMON_INPUTS };
}
