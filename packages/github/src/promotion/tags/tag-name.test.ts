import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isTagName } from "./tag-name.ts";

test("what GTO writes are tags' names", () => {
  for (const name of ["m@v1.2.3", "m#production#4", "m@v1.2.3!", "m@deprecated", "nlp/sentiment@v1.0.0-rc.1"]) {
    expect(isTagName(name)).toBe(true);
  }
  expect(isTagName("a".repeat(201))).toBe(false);
});

// The rules of git-check-ref-format(1), one name a rule.
test.each([
  "",
  "@",
  "-a",
  ".a",
  "a/.b",
  "a..b",
  "a b",
  "a~b",
  "a^b",
  "a:b",
  "a?b",
  "a*b",
  "a[b",
  "a\\b",
  "a@{b",
  "a//b",
  "/a",
  "a/",
  "a.",
  "a.lock",
  "a.lock/b",
  "a\u0007",
])("%j is none", (name) => {
  expect(isTagName(name)).toBe(false);
});

test("what is taken, git takes", () => {
  const unit = fc.constantFrom(..."abc#@v1.-/!", ..."{~^:?*[\\ \u0001\u007fé");
  const name = fc.string({ unit, minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(name, (text) => {
      if (isTagName(text)) execFileSync("git", ["check-ref-format", `refs/tags/${text}`]);
    }),
    { numRuns: 300 },
  );
});
