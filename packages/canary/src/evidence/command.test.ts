import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { commandSchema } from "./command.ts";

const isAllowed = (text: string) => v.is(commandSchema, text);

test("the verb that moves rollouts and plain words are allowed", () => {
  expect(isAllowed("npx airworthy manage-rollout --move hold --rollout sentiment_2.0@eu")).toBe(true);
  expect(isAllowed("npx airworthy manage-rollout hold")).toBe(true);
});

test.each([
  "npx airworthy test-behavior --suite a.yml --candidate command:./x.sh",
  "npx airworthy check-reproducibility --command ./x.sh",
  "npx airworthy manage-rollouts hold",
  "npx airworthy manage-rollout",
  "npx other manage-rollout hold",
  "npx airworthy",
  "npx airworthy --help",
  "npx airworthy Manage-Rollout hold",
  "npx airworthy manage-rollout hold; rm -rf ~",
  "npx airworthy manage-rollout hold $(id)",
  "npx airworthy manage-rollout hold `id`",
  "npx airworthy manage-rollout hold | sh",
  "npx airworthy manage-rollout hold > file",
  "npx airworthy manage-rollout hold 'a b'",
  "npx airworthy manage-rollout hold\nid",
  "npx airworthy manage-rollout hold\n",
  "npx airworthy manage-rollout hold \u202eid",
  "npx airworthy manage-rollout hold  twice",
  `npx airworthy manage-rollout hold ${"x".repeat(300)}`,
  " npx airworthy manage-rollout hold",
])("%j is refused", (text) => {
  expect(isAllowed(text)).toBe(false);
});

test("one character that a shell may read otherwise is enough to be refused", () => {
  const plain = fc.stringMatching(/^[a-z0-9./-]{1,20}$/);
  const hostile = fc
    .string({ unit: "binary", minLength: 1, maxLength: 1 })
    .filter((text) => !/^[A-Za-z0-9._/@:=-]$/.test(text));
  fc.assert(
    fc.property(plain, plain, hostile, (before, after, sign) => {
      expect(isAllowed(`npx airworthy manage-rollout hold ${before}${after}`)).toBe(true);
      // A space alone only parts two words.
      expect(isAllowed(`npx airworthy manage-rollout hold ${before}${sign}${after}`)).toBe(sign === " ");
    }),
  );
});
