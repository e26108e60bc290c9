import { nearest } from "@airworthy/evidence";
import { allInputs, type Command } from "./command.ts";
import type { Input } from "./input.ts";
import type { Given } from "./read-inputs.ts";

/** What a command line says: a verb's inputs, and how the answer is wanted. */
export interface Arguments {
  readonly given: Given;
  readonly help: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The flags that every verb understands beside its inputs. */
export const FACE_FLAGS = {
  json: "Prints one JSON object on standard output and nothing else there.",
  quiet: "Shows neither progress nor notes, only warnings and errors.",
  help: "Shows this help.",
} as const;

const NEGATIVE_NUMBER = /^-\.?\d/;

/**
 * Reads `--name value`, `--name=value`, `--flag` and `--no-flag`; a list is a flag repeated. Every problem is collected,
 * none is thrown. Secrets are not taken: other users of the machine see the arguments of every process.
 */
export function parseArguments(command: Command, argv: readonly string[]): Arguments {
  const reading: Reading = {
    inputs: new Map(Object.entries(allInputs(command))),
    values: new Map(),
    face: new Set(),
    problems: [],
  };
  for (let index = 0; index < argv.length; index++) {
    const word = argv[index] ?? "";
    const flag = splitFlag(word);
    if (flag === undefined) {
      reading.problems.push(`${JSON.stringify(word)}: unexpected; inputs are given as --name value`);
    } else if (takeFlag(flag, argv[index + 1], reading)) {
      index++;
    }
  }
  const { values, problems, face } = reading;
  return { given: { values, problems }, help: face.has("help"), json: face.has("json"), quiet: face.has("quiet") };
}

interface Reading {
  readonly inputs: ReadonlyMap<string, Input<unknown>>;
  readonly values: Map<string, string>;
  readonly face: Set<string>;
  readonly problems: string[];
}

interface Flag {
  readonly name: string;
  /** What stands after "=". */
  readonly attached: string | undefined;
}

function splitFlag(word: string): Flag | undefined {
  if (word === "-h") return { name: "help", attached: undefined };
  const groups = /^--(?<name>[^=]+)(=(?<attached>.*))?$/s.exec(word)?.groups;
  return groups === undefined ? undefined : { name: groups["name"] ?? "", attached: groups["attached"] };
}

/** Takes a flag, and answers whether the next word was its value. */
function takeFlag({ name, attached }: Flag, next: string | undefined, reading: Reading): boolean {
  const takesNext = attached === undefined && isValue(next);
  const input = reading.inputs.get(name);
  const negated = name.startsWith("no-") ? reading.inputs.get(name.slice(3)) : undefined;
  if (input?.type === "flag") {
    addValue(reading, name, input, attached ?? "true");
  } else if (input !== undefined) {
    addValue(reading, name, input, attached ?? (takesNext ? next : undefined));
    return takesNext;
  } else if (attached === undefined && negated?.type === "flag") {
    addValue(reading, name.slice(3), negated, "false");
  } else if (attached === undefined && Object.hasOwn(FACE_FLAGS, name)) {
    reading.face.add(name);
  } else {
    reading.problems.push(`--${name}: unknown input${suggestion(name, reading.inputs.keys())}`);
    return takesNext;
  }
  return false;
}

/** Anything but a flag is a value; a negative number is no flag. */
function isValue(word: string | undefined): boolean {
  return word !== undefined && (!word.startsWith("-") || word === "-" || NEGATIVE_NUMBER.test(word));
}

function addValue({ values, problems }: Reading, name: string, input: Input<unknown>, value: string | undefined): void {
  const before = values.get(name);
  if (input.type === "secret") {
    problems.push(`--${name}: a secret is not taken from the command line; set ${input.environment ?? "its variable"}`);
  } else if (value === undefined) {
    problems.push(`--${name}: nothing was given; ${input.allowed} is allowed`);
  } else if (value.trim() === "") {
    problems.push(`--${name}: an empty value was given; ${input.allowed} is allowed`);
  } else if (before !== undefined && input.type !== "list") {
    problems.push(`--${name}: given more than once`);
  } else {
    values.set(name, before === undefined ? value : `${before}\n${value}`);
  }
}

function suggestion(name: string, inputs: Iterable<string>): string {
  const near = nearest(name, [...inputs, ...Object.keys(FACE_FLAGS)]);
  return near === undefined ? "" : `; did you mean --${near}?`;
}
