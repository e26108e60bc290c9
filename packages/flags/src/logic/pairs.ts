import { compile, compileValues } from "./compile.ts";
import { type Form, type Scope, spend } from "./scope.ts";
import { comparable, fail, numberOf } from "./values.ts";

/** An operator on two values. */
type Pair = (left: unknown, right: unknown, scope: Scope) => boolean | null;

/** A chain of three is two pairs. `otherwise` is the answer for fewer than two values. */
function onPair(pair: Pair, otherwise: boolean | null = false, isChain = false): Form {
  return (argument, scope) => {
    const [left, right, more] = Array.isArray(argument) ? argument.map((part) => compile(part, scope)) : [];
    // Two values that are written out need no list, which is what makes comparisons fast.
    if (left && right && !more) return (data) => pair(left(data), right(data), scope);
    const values = compileValues(argument, scope);
    return (data) => {
      const [first, second, third] = values(data);
      if (second === undefined) return otherwise;
      return pair(first, second, scope) && (!isChain || third === undefined || pair(second, third, scope));
    };
  };
}

/** With conversion to numbers. Null equals null alone; lists and objects equal nothing, not even themselves. */
function equals(left: unknown, right: unknown): boolean {
  if (left === null || right === null || (typeof left === "string" && typeof right === "string")) return left === right;
  return comparable(left) === comparable(right);
}

function isSame(left: unknown, right: unknown): boolean {
  return typeof left === typeof right && equals(left, right);
}

function isLess(left: unknown, right: unknown): boolean {
  return typeof left === "string" && typeof right === "string" ? left < right : comparable(left) < comparable(right);
}

function isAtMost(left: unknown, right: unknown): boolean {
  return isLess(left, right) || equals(left, right);
}

/** Whether a text holds another, or a list a value. A list in the list is a range: between its first two numbers. */
const isIn: Pair = (wanted, where, scope) => {
  if (typeof where !== "string" && !Array.isArray(where)) return false;
  spend(scope, where.length);
  if (typeof where === "string") return typeof wanted === "string" ? where.includes(wanted) : fail("not a text");
  for (const item of where) if (isItem(item, wanted)) return true;
  return false;
};

function isItem(item: unknown, wanted: unknown): boolean {
  if (Array.isArray(item)) return numberOf(item[0]) <= numberOf(wanted) && numberOf(wanted) <= numberOf(item[1]);
  if (typeof wanted === "number") return numberOf(item) === wanted;
  return item === wanted;
}

/** Of two texts; null for all else. */
const ofTexts =
  (holds: (text: string, part: string) => boolean): Pair =>
  (text, part) =>
    typeof text === "string" && typeof part === "string" ? holds(text, part) : null;

export const PAIRS = {
  "==": onPair(equals),
  "!=": onPair((left, right) => !equals(left, right), true),
  "===": onPair(isSame),
  "!==": onPair((left, right) => !isSame(left, right), true),
  "<": onPair(isLess, false, true),
  "<=": onPair(isAtMost, false, true),
  ">": onPair((left, right) => isLess(right, left), false, true),
  ">=": onPair((left, right) => isAtMost(right, left), false, true),
  in: onPair(isIn),
  starts_with: onPair(
    ofTexts((text, part) => text.startsWith(part)),
    null,
  ),
  ends_with: onPair(
    ofTexts((text, part) => text.endsWith(part)),
    null,
  ),
};
