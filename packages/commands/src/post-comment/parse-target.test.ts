import { expect, test } from "vitest";
import { parseTarget } from "./parse-target.ts";

test.each([
  ["auto", { kind: "auto" }],
  ["pr", { kind: "pr" }],
  ["commit", { kind: "commit" }],
  ["pr/42", { kind: "pr-number", number: 42 }],
  ["issue/1337", { kind: "issue-number", number: 1337 }],
  ["commit/F00BA71", { kind: "commit-sha", sha: "f00ba71" }],
])("%s", (text, expected) => {
  expect(parseTarget(text)).toEqual(expected);
});

test.each(["", "PR", "pr/0", "pr/-1", "pr/1e3", "pr/../../issues", "issue/", "commit/main", "commit/f00", "pr/7/x"])(
  "%j is refused, with what is allowed",
  (text) => {
    expect(() => parseTarget(text)).toThrow("auto, pr, commit, pr/<number>, issue/<number> or commit/<SHA> is allowed");
  },
);
