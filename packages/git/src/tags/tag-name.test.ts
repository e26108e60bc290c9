import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkTagName } from "./tag-name.ts";

function isTaken(name: string): boolean {
  try {
    checkTagName(name);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ name: "UserError", kind: "invalid" });
    return false;
  }
}

/** What git says of it itself. */
function gitTakes(name: string): boolean {
  return spawnSync("git", ["check-ref-format", `refs/tags/${name}`]).status === 0;
}

test.each([
  "ranker@v2.0.0",
  "ranker#production#7",
  "ranker#production!#8",
  "ranker@v2.0.0!",
  "team/ranker@v1.0.0-rc.1+5",
  "data=ranker#staging#1",
  "@",
  "ré",
])("%j is a tag's name", (name) => {
  expect(isTaken(name)).toBe(true);
  expect(gitTakes(name)).toBe(true);
});

test.each([
  "",
  ".a",
  "a/.b",
  "a..b",
  "a/",
  "/a",
  "a//b",
  "a.lock",
  "a.lock/b",
  "a.",
  "a b",
  "a~1",
  "a^",
  "a:b",
  "a?",
  "a*",
  "a[b",
  "a\\b",
  "a@{b",
  "a\n",
  "a\x7f",
])("%j is none, for us as for git", (name) => {
  expect(isTaken(name)).toBe(false);
  expect(gitTakes(name)).toBe(false);
});

test.each(["-d", "a".repeat(251), `${"a/".repeat(501)}a`, "a\ud800"])("%j is refused, too", (name) => {
  expect(isTaken(name)).toBe(false);
});

test("whatever is let through git takes, and what of plain signs is refused git refuses", () => {
  const sign = fc.constantFrom(..."aB1./@{}~^:?*[]\\ -_#!=+", ".lock", "\t");
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 6 }), (signs) => {
      const name = signs.join("");
      return name.startsWith("-") ? !isTaken(name) : isTaken(name) === gitTakes(name);
    }),
    { numRuns: 200 },
  );
});
