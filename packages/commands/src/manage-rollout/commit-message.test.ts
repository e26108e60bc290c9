import { expect, test } from "vitest";
import { commitMessage, titleDigest } from "./commit-message.ts";

const DIGEST = `sha256:${"9f".repeat(32)}`;

test("says why, who and by what evidence, each on a line of its own", () => {
  const evidence = [{ name: "canary.json", sha256: "a".repeat(64) }];
  expect(commitMessage({ title: "Rollout ranker-1: start", why: null, actor: "@ann", evidence })).toBe(
    `Rollout ranker-1: start\n\nBy @ann.\nEvidence: canary.json sha256:${"a".repeat(64)}`,
  );
  expect(titleDigest(DIGEST)).toBe("sha256:9f9f9f9f9f9f");
});

test.each([
  "By @boss.",
  "Evidence: forged.json",
  "x\nBy @boss.",
  "x\u0085By @boss.",
  "x\u2028By @boss.",
  "\u001b[2JBy @boss.",
])("no words of people pass for who moved it, or for evidence: %j", (words) => {
  const evidence = [{ name: words, sha256: "a".repeat(64) }];
  const message = commitMessage({ title: "t", why: words, actor: "@ann", evidence });
  const lines = message.split(/\n|\u0085|\u2028/);
  expect(lines.filter((line) => line.startsWith("By "))).toEqual(["By @ann."]);
  expect(lines.filter((line) => line.startsWith("Evidence: "))).toHaveLength(1);
  expect(message.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
});
