import { nearest } from "@airworthy/evidence";
import { allInputs, type Command } from "./command.ts";
import type { Given } from "./read-inputs.ts";

const PREFIX = "INPUT_";

/** The inputs of a step, as the runner hands them over: `INPUT_<NAME>`, empty where nothing was given. */
export function actionInputs(command: Command, env: Readonly<Record<string, string | undefined>>): Given {
  const names = new Map(Object.keys(allInputs(command)).map((name) => [variable(name), name]));
  const values = new Map<string, string>();
  const problems: string[] = [];
  for (const [key, text] of Object.entries(env)) {
    if (!key.startsWith(PREFIX)) continue;
    const name = names.get(key);
    const value = text?.trim() ?? "";
    if (name === undefined) problems.push(unknownInput(key, names.values()));
    else if (value !== "") values.set(name, value);
  }
  return { values, problems };
}

/** The environment variable of an input (actions/toolkit, core's getInput). */
function variable(name: string): string {
  return `${PREFIX}${name.replaceAll(" ", "_").toUpperCase()}`;
}

function unknownInput(key: string, names: Iterable<string>): string {
  const given = key.slice(PREFIX.length).toLowerCase();
  const near = nearest(given, names);
  return `${given}: unknown input${near === undefined ? "" : `; did you mean ${near}?`}`;
}
