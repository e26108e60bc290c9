/** What a verb asks for: a name, a type, a default, a description; the same for the action and the command line. */
export interface Input<T> {
  readonly type: "path" | "text" | "integer" | "number" | "choice" | "flag" | "list" | "secret";
  readonly description: string;
  readonly required: boolean;
  /** The default as a user would write it; undefined when there is none. */
  readonly defaultText: string | undefined;
  /** The default that only action.yml declares, such as `${{ github.token }}`. */
  readonly actionDefault: string | undefined;
  /** For a secret: the environment variable that the command line reads it from, since argv is public. */
  readonly environment: string | undefined;
  /** What is allowed, for messages and documentation, such as "a number from 0 to 0.5". */
  readonly allowed: string;
  /** Reads what the user wrote; throws an InputProblem that says what is allowed. */
  parse(text: string): T;
  describe(description: string): Input<T>;
  default(text: string): Input<T>;
  optional(): Input<T | undefined>;
}

/** The input is there but its value is not allowed. The message completes "‘x’ was given; …". */
export class InputProblem extends Error {
  override readonly name = "InputProblem";
}

export type InputMap = Readonly<Record<string, Input<unknown>>>;

/** The values that a verb's `run` gets for its inputs. */
export type InputValues<M extends InputMap> = { readonly [K in keyof M]: M[K] extends Input<infer T> ? T : never };

const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

interface Options<T> {
  type: Input<unknown>["type"];
  allowed: string;
  read(text: string): T;
  description?: string;
  required?: boolean;
  defaultText?: string | undefined;
  actionDefault?: string | undefined;
  environment?: string | undefined;
}

/** A file or folder; resolved against the working directory by the verb. */
export const path = (): Input<string> => make({ type: "path", allowed: "a path", read: (text) => text });

export const text = (): Input<string> => make({ type: "text", allowed: "text", read: (value) => value });

/** Several texts: a line each in YAML, a flag repeated on the command line. */
export const list = (): Input<readonly string[]> =>
  make({
    type: "list",
    allowed: "one or more lines",
    read: (value) =>
      value
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ""),
  });

export const flag = (): Input<boolean> =>
  make({
    type: "flag",
    allowed: "true or false",
    read: (value) => readChoice(value.toLowerCase(), ["true", "false"]) === "true",
  });

export function choice<const C extends readonly [string, ...string[]]>(choices: C): Input<C[number]> {
  return make({ type: "choice", allowed: `one of ${choices.join(", ")}`, read: (value) => readChoice(value, choices) });
}

/** A decimal number, both bounds included. */
export function number(bounds: { min: number; max: number }): Input<number> {
  const allowed = `a number from ${bounds.min} to ${bounds.max}`;
  return make({ type: "number", allowed, read: (value) => readNumber(value, DECIMAL, bounds, allowed) });
}

/** A whole number, both bounds included. */
export function integer(bounds: { min: number; max: number }): Input<number> {
  const allowed = `a whole number from ${bounds.min} to ${bounds.max}`;
  return make({ type: "integer", allowed, read: (value) => readNumber(value, INTEGER, bounds, allowed) });
}

/** A token or key: `with:` in an action, the environment variable on the command line; masked, never printed. */
export function secret(source: { environment: string; actionDefault?: string }): Input<string> {
  return make({ type: "secret", allowed: "a secret", read: (value) => value, ...source });
}

function make<T>(options: Options<T>): Input<T> {
  return {
    type: options.type,
    allowed: options.allowed,
    description: options.description ?? "",
    required: options.required ?? options.defaultText === undefined,
    defaultText: options.defaultText,
    actionDefault: options.actionDefault,
    environment: options.environment,
    parse: options.read,
    describe: (description) => make({ ...options, description }),
    default: (defaultText) => make({ ...options, defaultText, required: false }),
    optional: () => make<T | undefined>({ ...options, required: false }),
  };
}

function readChoice<C extends string>(value: string, choices: readonly C[]): C {
  const found = choices.find((candidate) => candidate === value);
  if (found === undefined) throw new InputProblem(`one of ${choices.join(", ")} is allowed`);
  return found;
}

function readNumber(value: string, pattern: RegExp, bounds: { min: number; max: number }, allowed: string): number {
  const number = Number(value);
  const fits = pattern.test(value) && number >= bounds.min && number <= bounds.max;
  if (!fits) throw new InputProblem(`${allowed} is allowed`);
  return number;
}
