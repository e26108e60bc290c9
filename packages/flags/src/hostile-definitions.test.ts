import { describe, expect, test } from "vitest";
import { createResolver } from "./create-resolver.ts";
import type { Context } from "./resolution.ts";

const FLAG = { state: "ENABLED", variants: { on: true, off: false }, defaultVariant: "off" };

function answerTo(targeting: string, context: Context = {}) {
  const flag = JSON.stringify(FLAG).replace(/}$/, `,"targeting":${targeting}}`);
  return createResolver(`{"flags":{"flag":${flag}}}`).resolve("flag", context);
}

const REFUSED = { value: undefined, variant: undefined, reason: "ERROR", errorCode: "PARSE_ERROR" };

describe("broken definitions", () => {
  test.each([
    "",
    "{",
    "null",
    "[]",
    "7",
    "{}",
    `{"flags":null}`,
    `{"flags":7}`,
    `{"flags":[7]}`,
    `{"flags":{"a":{}},"$evaluators":null}x`,
    "\ufeff{}",
    "[".repeat(100_000),
  ])("%.30s: PARSE_ERROR for every flag, and why", (text) => {
    const resolver = createResolver(text);
    expect(resolver.problem).toMatch(/\w/);
    expect(resolver.flags).toEqual([]);
    expect(resolver.resolve("flag", {})).toMatchObject({ ...REFUSED, errorMessage: resolver.problem });
    expect(resolver.resolveAs("string", "flag", "mine").value).toBe("mine");
  });

  test.each([
    null,
    7,
    [],
    {},
    { ...FLAG, state: undefined },
    { ...FLAG, state: "OFF" },
    { ...FLAG, variants: [] },
    { ...FLAG, defaultVariant: "none" },
    { ...FLAG, defaultVariant: 1 },
    { ...FLAG, defaultVariant: "toString" },
  ])("a broken flag is one by itself: %j", (broken) => {
    const resolver = createResolver(JSON.stringify({ flags: { broken, fine: FLAG } }));
    expect(resolver.resolve("broken")).toMatchObject(REFUSED);
    expect(resolver.resolve("fine").value).toBe(false);
  });
});

describe("names that objects inherit", () => {
  const NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "valueOf"];

  test.each(NAMES)("%s is a name as any other, and answers nothing where it is not given", (name) => {
    const flag = `{"state":"ENABLED","variants":{${JSON.stringify(name)}:"found"},"targeting":{"var":${JSON.stringify(name)}}}`;
    const resolver = createResolver(`{"flags":{${JSON.stringify(name)}:${flag}}}`);
    expect(resolver.flags).toEqual([name]);
    expect(resolver.resolve(name, JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(name)}}`)).value).toBe("found");
    expect(resolver.resolve(name)).toMatchObject({ value: undefined, reason: "DEFAULT" });
    for (const other of NAMES.filter((one) => one !== name)) {
      expect(resolver.resolve(other).errorCode).toBe("FLAG_NOT_FOUND");
    }
    expect(answerTo(`{${JSON.stringify(name)}:["on"]}`)).toMatchObject(REFUSED);
    expect(answerTo(`"${name}"`)).toMatchObject({ errorCode: "GENERAL", value: undefined });
  });

  test("metadata of such a name is but metadata", () => {
    const text = `{"flags":{},"metadata":{"__proto__":"x","constructor":1}}`;
    const { metadata } = createResolver(text);
    expect(Object.keys(metadata)).toEqual(["__proto__", "constructor"]);
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  });
});

describe("nesting and work have an end", () => {
  test("100,000 levels of rules, lists, contexts and values", () => {
    const deep = (open: string, close: string) => `${open.repeat(100_000)}1${close.repeat(100_000)}`;
    expect(answerTo(deep(`{"!":[`, "]}"))).toMatchObject(REFUSED);
    expect(answerTo(deep(`{"and":[`, "]}"))).toMatchObject(REFUSED);
    expect(answerTo(deep("[", "]")).errorCode).toMatch(/PARSE_ERROR|GENERAL/);
    expect(answerTo(`{"if":[true,"on",${deep(`{"!":[`, "]}")}]}`).variant).toBe("on");
    const context: unknown = JSON.parse(deep(`{"a":`, "}"));
    const path = "a.".repeat(100_001);
    expect(answerTo(`{"if":[{"==":[{"var":"${path}"},1]},"on"]}`, { a: context }).variant).toBe("on");
  });

  test("references that fan out: 2^40 parts", () => {
    const $evaluators: Record<string, unknown> = { e0: true };
    for (let level = 1; level <= 40; level++)
      $evaluators[`e${level}`] = { and: [{ $ref: `e${level - 1}` }, { $ref: `e${level - 1}` }] };
    const flags = { flag: { ...FLAG, targeting: { $ref: "e40" } } };
    expect(createResolver(JSON.stringify({ flags, $evaluators })).resolve("flag")).toMatchObject(REFUSED);
  });

  test("a million items are gone through, lists in lists only as far as the budget goes", () => {
    const items = Array.from({ length: 1_000_000 }, (_, at) => at);
    const sum = { reduce: [{ var: "items" }, { "+": [{ var: "accumulator" }, 1] }, 0] };
    expect(answerTo(JSON.stringify({ if: [{ "==": [sum, 1_000_000] }, "on"] }), { items }).variant).toBe("on");
    const all = (body: unknown) => ({ filter: [{ var: "items" }, body] });
    expect(answerTo(JSON.stringify(all(all({ "==": [{ var: "" }, -1] }))), { items })).toMatchObject(REFUSED);
    expect(answerTo(JSON.stringify(all({ in: [{ var: "" }, { var: "items" }] })), { items })).toMatchObject(REFUSED);
  });

  test("a text that doubles with every item", () => {
    const items = Array.from({ length: 100 }, () => 1);
    const doubled = { reduce: [{ var: "items" }, { cat: [{ var: "accumulator" }, { var: "accumulator" }] }, "ab"] };
    expect(answerTo(JSON.stringify(doubled), { items })).toMatchObject(REFUSED);
  });

  test("texts on which a careless expression takes years", () => {
    const digits = "1".repeat(1_000_000);
    for (const text of [`${digits}x`, `1.0.0-${digits}!`, `1.0.0-${"a.".repeat(500_000)}`, " ".repeat(1_000_000)]) {
      const context = { text };
      expect(answerTo(`{"if":[{"==":[{"var":"text"},1]},"on","off"]}`, context).variant).toMatch(/on|off/);
      expect(answerTo(`{"if":[{"sem_ver":[{"var":"text"},"=","1.0.0"]},"on","off"]}`, context).variant).toBe("off");
      expect(answerTo(`{"if":[{"cat":[{"var":"text"},"!"]},"on"]}`, context).variant).toBe("on");
    }
  });

  test("a file of ten megabytes", () => {
    const flags: Record<string, unknown> = {};
    for (let at = 0; at < 20_000; at++)
      flags[`flag-${at}`] = { ...FLAG, targeting: { if: [{ in: [{ var: "id" }, ["x".repeat(400)]] }, "on"] } };
    const text = JSON.stringify({ flags });
    expect(text.length).toBeGreaterThan(10_000_000);
    const resolver = createResolver(text);
    expect(resolver.flags).toHaveLength(20_000);
    expect(resolver.resolve("flag-19999", { id: "x".repeat(400) }).variant).toBe("on");
  });
});

test("what a program puts into a context and JSON does not have does no harm", () => {
  const values = [
    undefined,
    () => 1,
    Symbol("x"),
    Number.NaN,
    Number.POSITIVE_INFINITY,
    new Map(),
    Object.create(null),
    new Date(0),
  ];
  for (const value of values) {
    for (const rule of [
      { "==": [{ var: "x" }, 1] },
      { cat: [{ var: "x" }, "a"] },
      { in: [{ var: "x" }, [1]] },
      { "+": [{ var: "x" }] },
    ]) {
      expect(() => answerTo(JSON.stringify({ if: [rule, "on", "off"] }), { x: value })).not.toThrow();
    }
  }
  expect(answerTo(`{"if":[{"==":[{"var":"x"},"1970-01-01T00:00:00.000Z"]},"on"]}`, { x: new Date(0) }).variant).toBe(
    "on",
  );
  const throwing = {
    get x() {
      throw new Error("mine");
    },
  };
  expect(answerTo(`{"if":[{"var":"x"},"on"]}`, throwing)).toMatchObject({ ...REFUSED, errorMessage: "mine" });
});
