import { UserError } from "@airworthy/evidence";
import type { RecordedVariable, Variable } from "@airworthy/governance";
import { LEAST_SECRET } from "./hide-secrets.ts";

/**
 * What a command sees of the environment without being given it: where programs, libraries and homes are. Never a token, an
 * action's inputs, or anything else.
 */
const PASSED_ON = new Set([
  ..."PATH HOME USER LD_LIBRARY_PATH DYLD_LIBRARY_PATH PYTHONPATH PYTHONHOME VIRTUAL_ENV CONDA_PREFIX JAVA_HOME".split(
    " ",
  ),
  ..."CUDA_VISIBLE_DEVICES CUDA_HOME SYSTEMROOT SYSTEMDRIVE WINDIR PATHEXT COMSPEC USERPROFILE APPDATA".split(" "),
  ..."LOCALAPPDATA PROGRAMDATA PROGRAMFILES NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE".split(" "),
]);
const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const SECRET = /token|secret|pass|pwd|credential|key|auth|cookie|(^|_)pat($|_)/i;
/** A URL with a password in it, as those of databases have it. */
const URL_WITH_PASSWORD = /:\/\/[^/\s]*:[^/\s]*@/;

export interface CommandEnvironment {
  readonly variables: readonly Variable[];
  /** As they are told: without the values of what is passed on, and of what may be a secret. */
  readonly recorded: readonly RecordedVariable[];
  /** The values that must not be shown, wherever they come up. */
  readonly secrets: readonly string[];
}

/**
 * Puts a command's environment together: what is passed on, what is pinned, and the user's own lines, `NAME=value` or `NAME`,
 * of which the later go before. Throws a UserError for a line that is neither, and for a variable that is not set here.
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  pinned: readonly Variable[],
  lines: readonly string[],
): CommandEnvironment {
  const passed = Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && PASSED_ON.has(name.toUpperCase()) ? [{ name, value, isTold: false, isSecret: false }] : [],
  );
  const own = lines.map((line) => readLine(line, env));
  const all = [...passed, ...pinned.map((variable) => ({ ...variable, isTold: true, isSecret: false })), ...own];
  const last = [...new Map(all.map((variable) => [variable.name, variable])).values()];
  last.sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    variables: last.map(({ name, value }) => ({ name, value })),
    recorded: last.map(({ name, value, isTold }) => ({ name, value: isTold ? value : null })),
    secrets: last.flatMap(({ value, isSecret }) => (isSecret ? formsOf(value) : [])),
  };
}

/** How a value may come up: whole, line by line, and as JSON writes it. */
function formsOf(value: string): string[] {
  const forms = [value, ...value.split(/\r?\n/)].flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
  return [...new Set(forms)].filter((text) => text.length >= LEAST_SECRET);
}

interface Known extends Variable {
  readonly isTold: boolean;
  readonly isSecret: boolean;
}

function readLine(line: string, env: Readonly<Record<string, string | undefined>>): Known {
  const [name = "", given] = line.split(/=(.*)/s);
  if (!NAME.test(name)) {
    // Not all of it: the line may hold a secret.
    throw new UserError(
      `environment: ${JSON.stringify(name.slice(0, 40))} is no variable's name; NAME=value or NAME is allowed`,
    );
  }
  if (given !== undefined) {
    const isSecret = SECRET.test(name) || URL_WITH_PASSWORD.test(given);
    return { name, value: given, isTold: !isSecret, isSecret };
  }
  const value = env[name];
  if (value === undefined) throw new UserError(`environment: ${name} is to be passed on, but is not set here`);
  return { name, value, isTold: false, isSecret: true };
}
