import { expect, test } from "vitest";
import { type Found, planFiles } from "./plan-files.ts";

const WANTED = new Map([
  ["a", "new\n"],
  ["b", "same\nlines\n"],
  ["c", "ours\n"],
  ["d", "ours\n"],
]);
const FOUND = new Map<string, Found>([
  ["b", { kind: "text", text: "same\r\nlines\r\n" }],
  ["c", { kind: "text", text: "theirs\n" }],
  ["d", { kind: "other", path: "docs/d" }],
]);

function statesOf(overwrite: boolean): readonly string[] {
  return planFiles(WANTED, FOUND, { overwrite }).map(({ path, state, other }) =>
    `${path} ${state} ${other ?? ""}`.trim(),
  );
}

test("what is not there is created, what says the same is unchanged, and everything else is kept", () => {
  expect(statesOf(false)).toEqual(["a created", "b unchanged", "c kept", "d kept docs/d"]);
});

test("only what stands in the very place gives way", () => {
  expect(statesOf(true)).toEqual(["a created", "b unchanged", "c replaced", "d kept docs/d"]);
});
