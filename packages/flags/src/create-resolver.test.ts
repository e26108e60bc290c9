import { describe, expect, test } from "vitest";
import { createResolver } from "./create-resolver.ts";
import type { Context } from "./resolution.ts";

const VARIANTS = { on: true, off: false };

function resolverOf(flags: unknown, more: object = {}, options = {}) {
  return createResolver(JSON.stringify({ flags, ...more }), options);
}

function answerTo(flag: object, context: Context = {}, more: object = {}) {
  return resolverOf({ flag: { state: "ENABLED", variants: VARIANTS, ...flag } }, more).resolve("flag", context);
}

describe("values, variants and reasons", () => {
  test("STATIC without a rule, or with an empty one", () => {
    const expected = { value: true, variant: "on", reason: "STATIC", metadata: {} };
    expect(answerTo({ defaultVariant: "on" })).toEqual(expected);
    expect(answerTo({ defaultVariant: "on", targeting: {} })).toEqual(expected);
  });

  test("TARGETING_MATCH by a rule, DEFAULT where it chooses nothing", () => {
    const flag = { defaultVariant: "off", targeting: { if: [{ var: "isStaff" }, "on", null] } };
    expect(answerTo(flag, { isStaff: true })).toMatchObject({ value: true, variant: "on", reason: "TARGETING_MATCH" });
    expect(answerTo(flag)).toMatchObject({ value: false, variant: "off", reason: "DEFAULT" });
  });

  test.each([null, undefined, ""])("the caller's own default where the default variant is %j", (defaultVariant) => {
    const expected = { value: undefined, variant: undefined, reason: "DEFAULT", metadata: {} };
    expect(answerTo({ defaultVariant })).toEqual(expected);
    expect(answerTo({ defaultVariant, targeting: { if: [false, "on"] } })).toEqual(expected);
  });

  test("DISABLED, whatever the rule says", () => {
    const found = answerTo({ state: "DISABLED", defaultVariant: "on", targeting: "off" });
    expect(found).toEqual({ value: undefined, variant: undefined, reason: "DISABLED", metadata: {} });
  });

  test("true and false name variants of those names", () => {
    const variants = { true: "yes", false: "no" };
    const targeting = { "==": [{ var: "country" }, "DE"] };
    expect(answerTo({ variants, targeting }, { country: "DE" })).toMatchObject({ value: "yes", variant: "true" });
    expect(answerTo({ variants, targeting })).toMatchObject({ value: "no", variant: "false" });
  });

  test("zero values are values", () => {
    for (const value of [false, 0, "", {}, []]) {
      const found = answerTo({ variants: { zero: value }, defaultVariant: "zero" });
      expect(found).toMatchObject({ value, reason: "STATIC" });
    }
  });

  test("a number beyond 2^53 - 1 is refused rather than rounded, and null is no value", () => {
    for (const value of [2 ** 53, -(2 ** 53), 1e300, null]) {
      const flag = {
        variants: { on: value, off: 2 ** 53 - 1 },
        defaultVariant: "on",
        targeting: { if: [{ var: "x" }, "off"] },
      };
      expect(answerTo(flag)).toMatchObject({ value: undefined, errorCode: "PARSE_ERROR" });
      expect(answerTo(flag, { x: 1 })).toMatchObject({ value: 2 ** 53 - 1 });
    }
  });
});

describe("answers of one kind", () => {
  const resolver = resolverOf({
    flag: { state: "ENABLED", variants: VARIANTS, defaultVariant: "on" },
    list: { state: "ENABLED", variants: { all: [1] }, defaultVariant: "all" },
    open: { state: "ENABLED", variants: VARIANTS },
  });

  test("are given where the value is of that kind", () => {
    expect(resolver.resolveAs("boolean", "flag", false)).toBe(resolver.resolve("flag"));
    expect(resolver.resolveAs("object", "list", {}).value).toEqual([1]);
  });

  test("are the caller's default with the reason, where there is no value", () => {
    expect(resolver.resolveAs("boolean", "open", true)).toMatchObject({ value: true, reason: "DEFAULT" });
    expect(resolver.resolveAs("number", "none", 7)).toMatchObject({ value: 7, errorCode: "FLAG_NOT_FOUND" });
  });

  test("are a TYPE_MISMATCH with the caller's default, where it is of another", () => {
    const expected = { value: "x", variant: undefined, reason: "ERROR", errorCode: "TYPE_MISMATCH" };
    expect(resolver.resolveAs("string", "flag", "x")).toMatchObject(expected);
  });
});

describe("metadata", () => {
  test("a flag's stand above its set's, which every answer has", () => {
    const flag = { state: "ENABLED", variants: VARIANTS, defaultVariant: "on", metadata: { owner: "ann", version: 3 } };
    const resolver = resolverOf({ flag }, { metadata: { flagSetId: "ml", version: 2, nested: {}, none: null } });
    expect(resolver.metadata).toEqual({ flagSetId: "ml", version: 2 });
    expect(resolver.resolve("flag").metadata).toEqual({ flagSetId: "ml", version: 3, owner: "ann" });
    expect(resolver.resolve("another").metadata).toEqual({ flagSetId: "ml", version: 2 });
  });
});

describe("$flagd and $evaluators", () => {
  test("the flag's key and the time that the caller gives, in whole seconds", () => {
    const variants = { flag: 1, "1700000000": 2 };
    const flag = (name: string) => ({ state: "ENABLED", variants, targeting: { var: `$flagd.${name}` } });
    const resolver = resolverOf({ flag: flag("flagKey"), time: flag("timestamp") }, {}, { now: () => 1_700_000_000.9 });
    expect(resolver.resolve("flag", { $flagd: { flagKey: "mine" } }).variant).toBe("flag");
    expect(resolver.resolve("time").variant).toBe("1700000000");
    expect(resolverOf({ time: flag("timestamp") }).resolve("time").errorCode).toBe("PARSE_ERROR");
  });

  test("a reference is followed, in an evaluator too", () => {
    const $evaluators = { isGuest: { "!": [{ $ref: "isKnown" }] }, isKnown: { "!!": [{ var: "name" }] } };
    const targeting = { if: [{ $ref: "isGuest" }, "on", "off"] };
    expect(answerTo({ targeting }, {}, { $evaluators }).variant).toBe("on");
    expect(answerTo({ targeting }, { name: "jo" }, { $evaluators }).variant).toBe("off");
  });

  test("a circle, or a reference to nothing, is an error", () => {
    const circles = { a: { $ref: "b" }, b: { $ref: "a" }, c: { and: [{ $ref: "c" }, { $ref: "c" }] } };
    for (const name of ["a", "c", "none", "__proto__", "toString"]) {
      const found = answerTo({ defaultVariant: "on", targeting: { $ref: name } }, {}, { $evaluators: circles });
      expect(found).toMatchObject({ value: undefined, reason: "ERROR", errorCode: "PARSE_ERROR" });
    }
  });
});

test("answers are frozen, and the same object where they are the same", () => {
  const resolver = resolverOf({ flag: { state: "ENABLED", variants: VARIANTS, targeting: { if: [true, "on"] } } });
  expect(resolver.resolve("flag", { a: 1 })).toBe(resolver.resolve("flag"));
  expect(Object.isFrozen(resolver.resolve("flag"))).toBe(true);
});

test("flags may be a list with their keys", () => {
  const resolver = resolverOf([{ key: "flag", state: "ENABLED", variants: VARIANTS, defaultVariant: "on" }]);
  expect(resolver.flags).toEqual(["flag"]);
  expect(resolver.resolve("flag").value).toBe(true);
});
