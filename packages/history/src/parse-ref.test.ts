import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRef, refuseDefaultBranch } from "./parse-ref.ts";

test("a branch's name is its ref; a ref in full is itself", () => {
  expect(parseRef("airworthy-history")).toBe("refs/heads/airworthy-history");
  expect(parseRef("refs/heads/a/b.c")).toBe("refs/heads/a/b.c");
  expect(parseRef("refs/airworthy/history")).toBe("refs/airworthy/history");
});

test.each(["", "refs/tags/v1", "refs/pull/1/head", "refs/remotes/origin/x", "refs/", "refs/heads/", "-x", "@"])(
  "%j is refused",
  (text) => {
    expect(() => parseRef(text)).toThrow(/^ref: /);
  },
);

test("what is taken, git takes", () => {
  const unit = fc.constantFrom(..."abcdefghijklmno", ..."./-@{~^:?*[\\ \u0001\u007fé");
  const name = fc.oneof(
    fc.string({ unit, maxLength: 8 }),
    fc.string({ unit: fc.constantFrom(..."ab./-@{"), minLength: 1, maxLength: 5 }),
    fc.constantFrom("x.lock", "x.lock/y", "a@{b", "a..b", "a/.b"),
  );
  fc.assert(
    fc.property(name, (text) => {
      let ref: string;
      try {
        ref = parseRef(text);
      } catch {
        return;
      }
      execFileSync("git", ["check-ref-format", ref]);
    }),
    { numRuns: 150 },
  );
});

test("the branch that holds the project is refused", () => {
  expect(() => refuseDefaultBranch("refs/heads/main", "main")).toThrow(/default branch/);
  refuseDefaultBranch("refs/heads/main", "trunk");
  refuseDefaultBranch("refs/heads/main", null);
});
