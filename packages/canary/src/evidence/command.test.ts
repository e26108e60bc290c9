import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { commandSchema } from "./command.ts";

const isAllowed = (text: string) => v.is(commandSchema, text);

test("a verb and plain words are allowed", () => {
  expect(isAllowed("npx airworthy manage-rollout --move hold --rollout sentiment_2.0@eu")).toBe(true);
  expect(isAllowed("npx airworthy status")).toBe(true);
});

test.each([
  "npx other roll-back",
  "npx airworthy",
  "npx airworthy --help",
  "npx airworthy Hold",
  "npx airworthy hold; rm -rf ~",
  "npx airworthy hold $(id)",
  "npx airworthy hold `id`",
  "npx airworthy hold | sh",
  "npx airworthy hold > file",
  "npx airworthy hold 'a b'",
  "npx airworthy hold\nid",
  "npx airworthy hold\n",
  "npx airworthy hold \u202eid",
  "npx airworthy hold  twice",
  `npx airworthy hold ${"x".repeat(300)}`,
  " npx airworthy hold",
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
      expect(isAllowed(`npx airworthy hold ${before}${after}`)).toBe(true);
      // A space alone only parts two words.
      expect(isAllowed(`npx airworthy hold ${before}${sign}${after}`)).toBe(sign === " ");
    }),
  );
});
