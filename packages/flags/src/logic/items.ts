import { compile, expand } from "./compile.ts";
import { type Form, type Scope, type Step, spend } from "./scope.ts";
import { asJson, fail, isPlain, isTrue, listOf, numberOf, textOf } from "./values.ts";

/** What an operator makes of the items of a list. */
type Make = (items: readonly unknown[], visit: (item: unknown) => unknown) => unknown;

export const map = over((items, visit) => items.map(visit), false);
export const filter = over((items, visit) => items.filter((item) => isTrue(visit(item))));
/** No item of an empty list fails, and yet flagd's server answers false. */
export const all = over((items, visit) => items.length > 0 && items.every((item) => isTrue(visit(item))), false);
export const some = over((items, visit) => items.some((item) => isTrue(visit(item))));
export const none = over((items, visit) => !items.some((item) => isTrue(visit(item))));

/** What is gathered keeps the type that it starts with. */
const CONVERSIONS: Record<string, ((value: unknown) => unknown) | undefined> = {
  boolean: isTrue,
  number: numberOf,
  string: textOf,
};

export const reduce: Form = (argument, scope) => {
  const [list, body] = loopOf(argument, scope);
  const start = compile(listOf(argument)[2], scope);
  return (data) => {
    let accumulator = start(data);
    const convert = CONVERSIONS[typeof accumulator] ?? fail("no start");
    const items = list(data);
    for (const item of items ?? []) {
      const current = asJson(item);
      if (current !== null) accumulator = convert(body({ current, accumulator }));
    }
    return items ? accumulator : 0;
  };
};

/** `isFilled`: whether what surrounds the list is read before its items. */
function over(make: Make, isFilled = true): Form {
  return (argument, scope) => {
    const [list, body] = loopOf(argument, scope);
    return (data) => {
      const items = list(data) ?? [];
      const outer = scope.before;
      if (isFilled) scope.before = [...outer, data];
      const made = make(items, (item) => body(asJson(item)));
      scope.before = outer;
      return made;
    };
  };
}

/** The items of a list, paid for, null where there is none; and what is evaluated for each. */
function loopOf(argument: unknown, scope: Scope): [(data: unknown) => readonly unknown[] | null, Step] {
  const [list, rule] = listOf(argument);
  // A list that is written out is taken as it stands.
  const source = expand(list, scope);
  const step = isPlain(source) ? compile(source, scope) : () => (Array.isArray(source) ? source : null);
  const before = scope.left;
  const body = compile(rule, scope);
  const cost = before - scope.left;
  const items = (data: unknown) => {
    const found = step(data);
    if (!isTrue(found)) return found === null ? null : [];
    spend(scope, listOf(found).length * cost);
    return listOf(found);
  };
  return [items, body];
}
