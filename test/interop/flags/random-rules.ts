import type { Random } from "@airworthy/stats";

// What `KEPT_DIFFERENCES` lists is left out of what is drawn: half surrogate pairs, U+FFFF, numbers of more than
// six digits, 0 as a divisor or a variant, variables without a name, and more
// arguments than an operator takes.

/** Operators of JsonLogic and flagd, each with how its argument is drawn. */
const OPERATORS: Readonly<Record<string, (draw: Draw) => unknown>> = {
  var: ({ path }) => path(),
  missing: ({ list, path }) => list(3, path),
  missing_some: ({ list, path, pick }) => [pick([0, 1, 2, "1"]), list(3, path)],
  if: ({ some }) => some(1, 5),
  "==": pair,
  "!=": pair,
  "===": pair,
  "!==": pair,
  "<": range,
  "<=": range,
  ">": range,
  ">=": range,
  "!": unary,
  "!!": unary,
  and: ({ some }) => some(1, 3),
  or: ({ some }) => some(1, 3),
  "+": arithmetic,
  "-": arithmetic,
  "*": arithmetic,
  "/": ({ number, divisor, list }) => [number(), ...list(2, divisor)],
  "%": ({ number, divisor }) => [number(), divisor()],
  max: arithmetic,
  min: arithmetic,
  in: ({ any, pick, text, list }) =>
    pick([
      [any(), list(3, any)],
      [text(), text()],
      [any(), any()],
    ]),
  cat: ({ text, list, any, pick }) => pick([list(3, text), list(3, text), list(3, text), list(1, any), text()]),
  substr: ({ text, pick }) => [text(), pick(OFFSETS), ...pick([[], [pick(OFFSETS)]])],
  merge: ({ some }) => some(0, 3),
  map: ({ items, body }) => [items(), body()],
  filter: ({ items, body }) => [items(), body()],
  all: ({ items, body }) => [items(), body()],
  some: ({ items, body }) => [items(), body()],
  none: ({ items, body }) => [items(), body()],
  reduce: ({ items, fold, pick }) => [items(), fold(), pick([0, 1, "", "a", true])],
  sem_ver: ({ any, pick, version }) => [pick([version(), any()]), pick(COMPARISONS), version()],
  starts_with: affix,
  ends_with: affix,
  fractional: ({ any, shares, pick }) => [...pick([[], [any()]]), ...shares()],
  $ref: ({ pick }) => pick(REFERENCES),
};

/** The names of all operators that rules are drawn from. */
export const OPERATOR_NAMES: readonly string[] = Object.keys(OPERATORS);

/** The names that drawn rules refer to; the last is of nothing. */
const REFERENCES = ["isAdult", "isStaff", "isAdult", "isStaff", "half", "nothing"];

/** Paths of the contexts that `randomContext` draws, and of what is in none of them. */
const PATHS = [
  "age",
  "email",
  "name",
  "version",
  "tags",
  "tags.0",
  "tags.9",
  "nested",
  "nested.a",
  "nested.b.c",
  "items",
];
const ODD_PATHS = [
  "",
  "nobody",
  "nested.nobody.x",
  "age.x",
  "targetingKey",
  "$flagd",
  "$flagd.flagKey",
  "$flagd.nobody",
  1,
];
const TEXTS = [
  "",
  "a",
  "b",
  "ab",
  " a ",
  "1",
  "01",
  "1.5",
  "-2",
  "1e3",
  "0x10",
  "true",
  "null",
  "é",
  "é\u0301",
  "用户",
  "😀",
  "\u00df",
];
const NUMBERS = [0, 1, 2, -1, 1.5, -0, 10, 18, 12_345, 0.001, 0.1];
const SCALARS = [null, true, false, ...NUMBERS, ...TEXTS];
const OFFSETS = [0, 1, -1, 2, -3, 5, "1"];
const VERSIONS = [
  "1.2.3",
  "v1.2.3",
  "V1.2",
  "1",
  "2.0.0-alpha.1",
  "2.0.0-alpha.beta",
  "1.2.3+build",
  "01.2.3",
  "1.2.3.4",
  "",
  "10.0.0",
  1,
  1.2,
];
const COMPARISONS = ["=", "!=", "<", "<=", ">", ">=", "^", "~", "==", "", null];
const WEIGHTS = [0, 1, 2, 50, -1, 1.5, 2 ** 31 - 1, 2 ** 31, null, "1"];
const VARIANTS = ["on", "off", "a", 1, true, null, "nobody"];

/** Operators that always have an argument of their own form. */
const SETTLED: readonly string[] = ["$ref", "var", "missing", "missing_some", "/", "%", "starts_with", "ends_with"];

/** What an operator's argument is drawn with. */
interface Draw {
  pick<T>(values: readonly T[]): T;
  /** A path of a variable. */
  path(): unknown;
  /** A rule, a variable, or a value of any type. */
  any(): unknown;
  /** So many of them. */
  some(least: number, most: number): readonly unknown[];
  list(most: number, draw: () => unknown): readonly unknown[];
  /** Mostly something of that type. */
  number(): unknown;
  text(): unknown;
  /** A number that is not 0. */
  divisor(): unknown;
  items(): unknown;
  /** What is computed of each item, and of an item and what was gathered so far. */
  body(): unknown;
  fold(): unknown;
  version(): unknown;
  shares(): readonly unknown[];
}

/** A rule of an operator, with others nested in it to a depth, and parts of mixed types. */
export function randomRule(random: Random, depth: number, operator?: string): unknown {
  const pick = <T>(values: readonly T[]): T => {
    const value = values[random.integer(values.length)];
    if (value === undefined) throw new RangeError("nothing to pick from");
    return value;
  };
  const list = (most: number, draw: () => unknown) => Array.from({ length: random.integer(most + 1) }, draw);
  const path = () => pick(random.integer(4) === 0 ? ODD_PATHS : PATHS);
  const version = () => pick(VERSIONS);
  const leaf = () => pick<() => unknown>([() => ({ var: path() }), () => ({ var: path() }), scalar, scalar, values])();
  const scalar = () => pick(SCALARS);
  const values = () => list(3, scalar);
  const any = () => (depth > 0 && random.integer(3) > 0 ? randomRule(random, depth - 1) : leaf());
  const some = (least: number, most: number) => Array.from({ length: least + random.integer(most - least + 1) }, any);
  const mostly = (values: readonly unknown[]) => (random.integer(8) === 0 ? any() : pick(values));
  const number = () => mostly([...NUMBERS, "2", "-1.5", { var: "age" }, { var: ["nobody", 3] }, depth > 0 ? any() : 1]);
  const divisor = () => pick([1, 2, -1, 1.5, 10, "2", "-1.5", { var: ["nobody", 3] }, { max: [1, 2] }]);
  const text = () =>
    mostly([...TEXTS, 1, { var: "name" }, { var: "email" }, { var: "nested.b.c" }, depth > 0 ? any() : ""]);
  const items = () =>
    pick([{ var: "tags" }, { var: "items" }, list(3, scalar), { merge: [1, 2, { var: "tags" }] }, any()]);
  const of = (paths: readonly string[]) => {
    const parts = [{ var: pick(paths) }, pick([{ var: pick(paths) }, pick([1, 2, "a", "b", true])])];
    return { [pick(["+", "*", "==", "<", ">", "cat", "!==", "in"])]: parts };
  };
  const bodyOf = (paths: readonly string[]) => (random.integer(8) === 0 ? any() : of(paths));
  const body = () => pick([bodyOf(["", "a", "name"]), bodyOf([""]), { var: "" }, { "!!": [{ var: "a" }] }]);
  const fold = () => bodyOf(["current", "accumulator"]);
  const share = () => [pick([pick(VARIANTS), any()]), ...pick([[], [pick([1, 2, pick(WEIGHTS)])]])];
  const shares = () => [share(), ...list(2, share)];
  const draw: Draw = { pick, path, any, some, list, number, divisor, text, items, body, fold, version, shares };
  const name = operator ?? pick(OPERATOR_NAMES);
  const argument = OPERATORS[name]?.(draw);
  // Now and then an argument of another form than the operator wants.
  const isMistaken = !SETTLED.includes(name) && random.integer(25) === 0;
  return { [name]: isMistaken ? pick([any(), some(0, 2), null, []]) : argument };
}

/** What rules are asked about; now and then without this or that, or with another type. */
export function randomContext(random: Random): Record<string, unknown> {
  const pick = (values: readonly unknown[]) => values[random.integer(values.length)];
  const properties: Record<string, () => unknown> = {
    targetingKey: () => pick(["user-1", "user-2", "用户1", "", "😀", 7, null]),
    age: () => pick([17, 18, 41, 0, -1, 1.5, "18", null, true]),
    email: () => pick(["jo@example.com", "é@example.com", "", 5, ["jo@example.com"]]),
    name: () => pick([...TEXTS, 3]),
    version: () => pick(VERSIONS),
    tags: () => pick([["a", "b"], [], [1, 2, 3], ["a", 1, null, true], "ab", [[1, 2], ["a"]], { "0": "zero" }]),
    nested: () => pick([{ a: 1, b: { c: "deep" } }, { a: null }, [1, { a: 2 }], "text", { b: [1] }]),
    items: () => pick([[{ a: 1, name: "x" }, { a: 2 }, { a: "b" }], [{ a: true }], [0, 1, 2], [], null]),
    $flagd: () => ({ flagKey: "forged" }),
  };
  const isThere = (name: string) => (name === "$flagd" ? random.integer(20) === 0 : random.integer(6) > 0);
  const there = Object.entries(properties).filter(([name]) => isThere(name));
  return Object.fromEntries(there.map(([name, draw]) => [name, draw()]));
}

function pair({ any }: Draw): unknown {
  return [any(), any()];
}

function arithmetic({ list, number }: Draw): unknown {
  return [number(), ...list(2, number)];
}

function range({ some }: Draw): unknown {
  return some(2, 3);
}

function unary({ any, pick }: Draw): unknown {
  return pick([[any()], any()]);
}

function affix({ any, pick, path }: Draw): unknown {
  return [pick([{ var: path() }, any()]), pick(["", "a", "jo", "com", "用", "é", any()])];
}
