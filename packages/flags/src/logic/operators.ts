import { compileValues } from "./compile.ts";
import { type Form, type Scope, spend } from "./scope.ts";
import { semVer } from "./sem-ver.ts";
import { isTrue, listOf, numberOf, textOf } from "./values.ts";
import { variable } from "./variable.ts";

/** An operator on the values of its arguments. */
type Operator = (values: readonly unknown[], data: unknown, scope: Scope) => unknown;

function onValues(operator: Operator): Form {
  return (argument, scope) => {
    const values = compileValues(argument, scope);
    return (data) => operator(values(data), data, scope);
  };
}

/** Folds numbers from the left; `none` is the answer for none. */
function fold(arithmetic: (left: number, right: number) => number, none: number | null): Form {
  return onValues((values) => {
    const numbers = values.map(numberOf);
    return numbers.length > 0 ? numbers.reduce((left, right) => arithmetic(left, right)) : none;
  });
}

const subtract: Operator = (values) => {
  const [first = 0, ...others] = values.map(numberOf);
  return others.length > 0 ? others.reduce((left, right) => left - right, first) : -first;
};

/** Texts joined; where there are several, without the white space at both ends. */
const cat: Operator = (values, _data, scope) => {
  let joined = "";
  for (const value of values) joined += textOf(value);
  spend(scope, joined.length);
  return values.length > 1 ? joined.trim() : joined;
};

/** A part of a text, counted in code points; a negative start or length counts from the end. */
const substr: Operator = ([text, start, length = Number.POSITIVE_INFINITY], _data, scope) => {
  const points = [...textOf(text)];
  spend(scope, points.length);
  const first = numberOf(start);
  const count = numberOf(length);
  const from = first < 0 ? first + points.length : first;
  if (from < 0 || from > points.length) return textOf(text);
  return points.slice(from, count < 0 ? count : count + from).join("");
};

/** One list of what stands in several, or beside them. */
const merge: Operator = (values, _data, scope) => {
  const merged = values.flat();
  spend(scope, merged.length);
  return merged;
};

/** The names of those variables that are not there. */
function missing(names: readonly unknown[], data: unknown, scope: Scope): readonly unknown[] {
  spend(scope, names.length);
  return names.filter((name) => variable(name, scope)(data) === null);
}

/** The same, but nothing where as many are there as are needed. */
const missingSome: Operator = ([needed, names], data, scope) => {
  const absent = missing(listOf(names), data, scope);
  return numberOf(needed) > listOf(names).length - absent.length ? absent : [];
};

export const OPERATORS = {
  "!": onValues(([value]) => !isTrue(value)),
  "!!": onValues(([value]) => isTrue(value)),
  "+": fold((left, right) => left + right, 0),
  "-": onValues(subtract),
  "*": fold((left, right) => left * right, 1),
  "/": fold((left, right) => left / right, 0),
  "%": fold((left, right) => left % right, null),
  max: fold(Math.max, null),
  min: fold(Math.min, null),
  cat: onValues(cat),
  substr: onValues(substr),
  merge: onValues(merge),
  missing: onValues(missing),
  missing_some: onValues(missingSome),
  sem_ver: onValues(semVer),
};
