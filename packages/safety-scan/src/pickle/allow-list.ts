import { UserError } from "@airworthy/evidence";
import { ALLOWED_GLOBALS } from "./allowed-globals.ts";

/** Globals that a pickle may name, by module and exact name. */
export interface AllowList {
  allows(module: string, name: string): boolean;
}

/** Python's identifiers, letters of all scripts; dots only between them. */
const DOTTED =
  /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*(\.[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*)*$/u;
const NAME_LIMIT = 512;

/**
 * The shipped list and the user's own: each "module.name", whose last part is the name, or "module:name" where the name
 * itself has dots, as a nested class has. No wildcards: a module that is trusted whole is how payloads pass. Throws a
 * UserError for what is neither.
 */
export function allowList(own: readonly string[]): AllowList {
  const allowed = new Map<string, Set<string>>();
  const add = (module: string, name: string) =>
    allowed.set(module, (allowed.get(module) ?? new Set<string>()).add(name));
  for (const { modules, names } of ALLOWED_GLOBALS) {
    for (const module of modules) for (const name of names.split(" ")) add(module, name);
  }
  for (const entry of own) add(...splitEntry(entry));
  return { allows: (module, name) => allowed.get(module)?.has(name) ?? false };
}

/** Whether text is a name that Python's import statement could have. */
export function isDotted(text: string): boolean {
  return text.length <= NAME_LIMIT && DOTTED.test(text);
}

function splitEntry(entry: string): [module: string, name: string] {
  const at = entry.includes(":") ? entry.indexOf(":") : entry.lastIndexOf(".");
  const [module, name] = [entry.slice(0, Math.max(0, at)), entry.slice(at + 1)];
  if (at < 1 || !isDotted(module) || !isDotted(name)) {
    throw new UserError(
      `allow-globals: ${JSON.stringify(entry.slice(0, NAME_LIMIT))} was given; allowed is a module and an exact name, ` +
        `such as "sklearn.linear_model._base.LinearRegression", without wildcards`,
      { remedy: "Copy the name from the scan's finding." },
    );
  }
  return [module, name];
}
