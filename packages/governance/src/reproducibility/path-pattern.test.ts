import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePathPattern } from "./path-pattern.ts";

function matches(pattern: string, path: string): boolean {
  return parsePathPattern(pattern, "outputs").matches(path);
}

describe("a pattern", () => {
  test.each([
    ["model", "model", true],
    ["model/", "model/a/b.bin", true],
    ["model", "models", false],
    ["*.json", "a.json", true],
    ["*.json", "sub/a.json", false],
    ["**/*.json", "a.json", true],
    ["**/*.json", "x/y/a.json", true],
    ["runs/**", "runs/a/b", true],
    ["runs/**", "runs", false],
    ["a?.txt", "ab.txt", true],
    ["a?.txt", "a/.txt", false],
    ["(a+)[b].txt", "(a+)[b].txt", true],
    ["./out", "out", true],
    ["out*", "out\nline", true],
  ])("%j and %j: %s", (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected);
  });

  test.each(["", "/etc/passwd", "../x", "a/../b", "C:/x", "a\\b", "a//b"])("%j is refused", (pattern) => {
    expect(() => matches(pattern, "x")).toThrow("outputs: ");
  });

  test("without special characters matches itself and nothing beside it", () => {
    const name = fc
      .string({ minLength: 1, maxLength: 20 })
      .filter((text) => /^[^*?/\\]+$/.test(text) && !/^\.+$|^[A-Za-z]:/.test(text));
    fc.assert(
      fc.property(name, (path) => {
        expect(matches(path, path)).toBe(true);
        expect(matches(path, `${path}x`)).toBe(false);
        expect(matches(path, `${path}x/${path}`)).toBe(false);
      }),
    );
  });
});
