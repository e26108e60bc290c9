import type { Scope, Step } from "./scope.ts";
import { asJson, isPlain, numberOf } from "./values.ts";

/**
 * Reads what `var` names: a path or number, or a list of it and of a fallback for what is not there. The empty path is all of the data.
 * Nothing inherited ever answers, only what the data itself holds.
 */
export function variable(argument: unknown, scope: Scope): Step {
  const [name, fallback = null]: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  const path = String(name ?? "")
    .split(".")
    .filter(Boolean);
  return (data) => {
    let value = data;
    for (const part of path) {
      value = part === "$flagd" && value === scope.context ? scope.flagd : childOf(value, part);
    }
    return asJson(value) ?? fallback;
  };
}

function childOf(value: unknown, name: string): unknown {
  if (isPlain(value)) return Object.hasOwn(value, name) ? value[name] : null;
  return Array.isArray(value) ? value[numberOf(name)] : null;
}
