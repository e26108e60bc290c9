import { compile, isConstant } from "./compile.ts";
import { divide } from "./divide.ts";
import { all, filter, map, none, reduce, some } from "./items.ts";
import { OPERATORS } from "./operators.ts";
import { PAIRS } from "./pairs.ts";
import type { Form, Scope, Step } from "./scope.ts";
import { isTrue, listOf } from "./values.ts";
import { variable } from "./variable.ts";

function stepsOf(argument: unknown, scope: Scope): readonly Step[] {
  return listOf(argument).map((part) => compile(part, scope));
}

/** The first value that is `wanted`, or the last one. */
function firstThatIs(wanted: boolean): Form {
  return (argument, scope) => {
    const steps = stepsOf(argument, scope);
    return (data) => {
      let last: unknown = null;
      for (const step of steps) {
        last = step(data);
        if (isTrue(last) === wanted) break;
      }
      return last;
    };
  };
}

const choose: Form = (argument, scope) => {
  const steps = stepsOf(argument, scope);
  const end = steps.length - 1;
  return (data) => {
    let at = 0;
    while (at < end && !isTrue(steps[at]?.(data))) at += 2;
    // Behind a condition that holds stands its value; at the end of an odd number, what holds otherwise.
    return steps[at < end ? at + 1 : at]?.(data) ?? null;
  };
};

const read: Form = (argument, scope) => {
  const asked = compile(argument, scope);
  const readFrom = isConstant(argument)
    ? variable(argument, scope)
    : (data: unknown) => variable(asked(data), scope)(data);
  // Such a path means the item itself, whatever surrounds it.
  if (typeof argument === "string" && /^(\.|$)/.test(argument)) return readFrom;
  return (data) => {
    for (let at = 0; at < scope.before.length; at++) {
      const found = readFrom(scope.before[at]);
      if (found !== null) return found;
    }
    return readFrom(data);
  };
};

export const FORMS: ReadonlyMap<string, Form> = new Map(
  Object.entries({
    ...PAIRS,
    ...OPERATORS,
    var: read,
    if: choose,
    and: firstThatIs(false),
    or: firstThatIs(true),
    map,
    filter,
    reduce,
    all,
    some,
    none,
    fractional: divide,
  }),
);
