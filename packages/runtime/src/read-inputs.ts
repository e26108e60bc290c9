import { UserError } from "@airworthy/evidence";
import { capText } from "@airworthy/report";
import { allInputs, COMMON_INPUTS, type Command, EVIDENCE_INPUTS } from "./command.ts";
import { type Input, InputProblem } from "./input.ts";

/** What the user wrote, by input name, and what is wrong with how it was written. */
export interface Given {
  readonly values: ReadonlyMap<string, string>;
  /** One line each, such as "candiate: unknown input; did you mean candidate?". */
  readonly problems: readonly string[];
}

/** How a face speaks of its inputs. */
export interface InputWords {
  /** An input as the user writes it, such as "--alpha". */
  name(input: string): string;
  /** How a missing secret is given. */
  secret(input: Input<unknown>): string;
  remedy: string;
}

/** A verb's inputs as `run` takes them, and what the runtime itself needs. */
export interface ReadInputs {
  readonly own: Readonly<Record<string, unknown>>;
  readonly failOn: "fail" | "inconclusive" | "never";
  /** null for a verb that writes no evidence. */
  readonly evidence: { readonly folder: string; readonly artifact: string | undefined } | null;
}

const SHOWN_CHARACTERS = 120;

/** Reads all inputs together. Throws one UserError that names every problem: the input, what was given, what is allowed. */
export function readInputs(command: Command, given: Given, words: InputWords): ReadInputs {
  const problems = [...given.problems];
  const read = <T>(name: string, input: Input<T>): T | undefined => {
    const text = given.values.get(name) ?? input.defaultText;
    if (text === undefined) {
      if (input.required) problems.push(`${words.name(name)}: missing; ${whatIsRequired(input, words)}`);
      return undefined;
    }
    try {
      return input.parse(text);
    } catch (error) {
      if (!(error instanceof InputProblem)) throw error;
      problems.push(`${words.name(name)}: ${shown(input, text)} was given; ${error.message}`);
      return undefined;
    }
  };
  const own = Object.fromEntries(Object.entries(command.inputs).map(([name, input]) => [name, read(name, input)]));
  const failOn = read("fail-on", COMMON_INPUTS["fail-on"]) ?? "fail";
  const evidence = command.writesEvidence
    ? {
        folder: read("evidence-dir", EVIDENCE_INPUTS["evidence-dir"]) ?? "",
        artifact: read("artifact", EVIDENCE_INPUTS.artifact),
      }
    : null;
  if (problems.length > 0) throw refusal(command, problems, words.remedy);
  return { own, failOn, evidence };
}

/** The secrets of a verb as the command line takes them: from their environment variables. */
export function environmentSecrets(
  command: Command,
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, input] of Object.entries(allInputs(command))) {
    const value = input.environment === undefined ? "" : (env[input.environment]?.trim() ?? "");
    if (input.type === "secret" && value !== "") found.set(name, value);
  }
  return found;
}

/** Every secret that was given, to be masked before anything else happens. */
export function givenSecrets(command: Command, values: ReadonlyMap<string, string>): string[] {
  return Object.entries(allInputs(command)).flatMap(([name, input]) => {
    const value = values.get(name);
    return input.type === "secret" && value !== undefined ? [value] : [];
  });
}

function whatIsRequired(input: Input<unknown>, words: InputWords): string {
  return input.type === "secret" ? words.secret(input) : `${input.allowed} is required`;
}

function shown(input: Input<unknown>, text: string): string {
  return input.type === "secret" ? "a secret" : JSON.stringify(capText(text, SHOWN_CHARACTERS));
}

function refusal(command: Command, problems: readonly string[], remedy: string): UserError {
  return new UserError(`${command.name} cannot start:\n${problems.map((line) => `  ${line}`).join("\n")}`, { remedy });
}
