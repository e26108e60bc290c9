import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkPattern, matchesIdentity } from "./identity-pattern.ts";

const MAIN = "https://github.com/acme/model/.github/workflows/release.yml@refs/heads/main";

test("without an asterisk only the identity itself fits", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (identity, other) => {
      const pattern = other.replaceAll("*", "");
      expect(matchesIdentity(identity, pattern)).toBe(identity === pattern);
    }),
  );
});

test.each([
  [MAIN, true],
  ["https://github.com/acme/*/.github/workflows/release.yml@refs/heads/main", true],
  ["https://github.com/acme/model/.github/workflows/*.yml@refs/heads/*", true],
  ["https://github.com/acme/model/**", true],
  ["**", true],
  ["https://github.com/acme/*", false],
  ["https://github.com/*/.github/workflows/release.yml@refs/heads/main", false],
  ["https://github.com/acme/model/.github/workflows/*", false],
  ["https://github.com/acme/model/.github/workflows/release.yml@refs/tags/*", false],
  ["https://github.com/ACME/**", false],
  ["https://github.com/acme/model", false],
  ["github.com/acme/**", false],
  ["", false],
])("of a workflow on main, %j fits: %j", (pattern, expected) => {
  expect(matchesIdentity(MAIN, pattern)).toBe(expected);
});

test("no character but the asterisk has a meaning", () => {
  expect(matchesIdentity("https://githubXcom/acme", "https://github.com/acme")).toBe(false);
  expect(matchesIdentity("aab", "a+b")).toBe(false);
  expect(matchesIdentity("x", "[x]")).toBe(false);
});

test("one asterisk says what the regular expression [^/@]* says, two what .* says", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "/", "@", "*"), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (identity, pattern) => {
      const source = pattern.replaceAll("**", "\u0000").replaceAll("*", "[^/@]*").replaceAll("\u0000", ".*");
      expect(matchesIdentity(identity, pattern)).toBe(new RegExp(`^${source}$`, "s").test(identity));
    }),
    { numRuns: 1_000 },
  );
});

test("a pattern of many asterisks is answered too", () => {
  // A matcher that tries every split would not end.
  expect(matchesIdentity("a".repeat(500), `${"a*".repeat(200)}b`)).toBe(false);
});

describe("a pattern that names nobody is an error", () => {
  test.each(["", " ", "*", "**", "* *", "x".repeat(3_000)])("%j", (pattern) => {
    expect(() => checkPattern(pattern)).toThrow("who may sign must be named");
  });
});
