import { describe, expect, test } from "vitest";
import { changedFlags } from "./changed-flags.ts";

const text = (flags: unknown, rest: object = {}) => JSON.stringify({ flags, ...rest });
const flag = (defaultVariant: string) => ({ state: "ENABLED", variants: { a: 1, b: 2 }, defaultVariant });

describe("between two definitions", () => {
  test("the flags that came, went or are defined otherwise have changed", () => {
    const before = text({ same: flag("a"), gone: flag("a"), other: flag("a") });
    const after = text({ same: flag("a"), other: flag("b"), new: flag("a") });
    expect(changedFlags(before, after)).toEqual(["gone", "other", "new"]);
  });

  test("all flags have changed with the evaluators or the metadata that they share", () => {
    const flags = { one: flag("a"), two: flag("a") };
    expect(changedFlags(text(flags), text(flags, { $evaluators: { vip: true } }))).toEqual(["one", "two"]);
    expect(changedFlags(text(flags), text(flags, { metadata: { version: 2 } }))).toEqual(["one", "two"]);
    expect(changedFlags(text(flags), text(flags, { $schema: "x" }))).toEqual([]);
  });

  test("flags may be a list, each with its key", () => {
    const before = text([{ key: "one", ...flag("a") }]);
    const after = text([
      { key: "one", ...flag("b") },
      { key: "two", ...flag("a") },
    ]);
    expect(changedFlags(before, after)).toEqual(["one", "two"]);
  });

  test("names that objects inherit are names as any", () => {
    const before = '{"flags":{"__proto__":{"state":"ENABLED"},"constructor":{"state":"ENABLED"}}}';
    const after = '{"flags":{"__proto__":{"state":"DISABLED"},"constructor":{"state":"ENABLED"}}}';
    expect(changedFlags(before, after)).toEqual(["__proto__"]);
    expect(changedFlags(before, '{"flags":{}}')).toEqual(["__proto__", "constructor"]);
  });
});
