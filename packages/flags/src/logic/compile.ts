import { FORMS } from "./forms.ts";
import { type Scope, type Step, spend } from "./scope.ts";
import { fail, isPlain } from "./values.ts";

/** Nesting of one rule, references followed: a hundred times what people write, and far from the end of any stack. */
const MOST_LEVELS = 1000;

/** Turns a rule into a step. What is wrong in it fails where it is reached, as on flagd's server. */
export function compile(rule: unknown, scope: Scope): Step {
  try {
    if (++scope.levels > MOST_LEVELS) fail("too large");
    spend(scope, 1);
    const node = expand(rule, scope);
    if (isConstant(node)) return () => node;
    if (Array.isArray(node)) return compileList(node, scope);
    const [name = "", argument] = soleEntry(node);
    const form = FORMS.get(name) ?? fail(`unknown operator ${name}`);
    return form(expand(argument, scope), scope);
  } catch (error) {
    return () => {
      throw error;
    };
  } finally {
    scope.levels--;
  }
}

/** A rule with its outermost `$ref` followed. One that refers to nothing stays as it is: an operator that nobody knows. */
export function expand(rule: unknown, scope: Scope): unknown {
  for (let node = rule; ; ) {
    const [name, argument] = soleEntry(node);
    const target = scope.evaluators.get(String(argument));
    if (name !== "$ref" || target === undefined) return node;
    // Which ends what goes in a circle.
    spend(scope, 1);
    node = target;
  }
}

/** Whether nothing in it, down to so many levels, is a rule. */
export function isConstant(node: unknown, levels = MOST_LEVELS): boolean {
  if (Array.isArray(node)) return levels > 0 && node.every((item) => isConstant(item, levels - 1));
  return soleEntry(node).length === 0;
}

/** Makes a step for the values of an operator's arguments. One that is no list is a list of its own. */
export function compileValues(argument: unknown, scope: Scope): (data: unknown) => readonly unknown[] {
  const step = compile(argument, scope);
  return (data) => {
    const values = step(data);
    return Array.isArray(values) ? values : [values];
  };
}

function compileList(items: readonly unknown[], scope: Scope): Step {
  const steps = items.map((item) => compile(item, scope));
  return (data) => {
    // A copy is as long as it is to be, which growing a new one is not.
    const values: unknown[] = items.slice();
    for (let at = 0; at < steps.length; at++) values[at] = steps[at]?.(data);
    return values;
  };
}

/** Name and argument of what is a rule: an object with one property. Any other is but a value. */
function soleEntry(node: unknown): readonly [name?: string, argument?: unknown] {
  const [entry = [], another] = isPlain(node) ? Object.entries(node) : [];
  return another ? [] : entry;
}
