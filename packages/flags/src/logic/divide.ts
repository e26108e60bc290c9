import { bucketsOf, choose } from "./buckets.ts";
import { compile, compileValues, isConstant } from "./compile.ts";
import type { Form } from "./scope.ts";
import { isPlain, listOf } from "./values.ts";
import { variable } from "./variable.ts";

/** `fractional`: what to divide by, where that is not left out, and `[variant, weight]` for each share. */
export const divide: Form = (argument, scope) => {
  const [first, ...others] = listOf(argument);
  const head = compile(first, scope);
  const tail = compileValues(others, scope);
  // Shares that are written out are read once.
  const isFirstShare = Array.isArray(first);
  const shares = isFirstShare ? argument : others;
  const written = isConstant(shares) ? bucketsOf(shares) : null;
  const targetingKey = variable("targetingKey", scope);
  return (data) => {
    if (!isPlain(data)) return null;
    const unit = head(data);
    const isShare = Array.isArray(unit);
    const buckets = (isShare === isFirstShare && written) || bucketsOf(isShare ? [unit, ...tail(data)] : tail(data));
    const key = data === scope.context ? scope.flagd.flagKey : "";
    const by = isShare ? undefined : unit;
    // Reading takes time, which is for nothing where the rule names what to divide by.
    const hash = scope.fractional(by, key, by ? null : targetingKey(data), scope);
    return buckets && hash !== null ? choose(buckets, hash) : null;
  };
};
