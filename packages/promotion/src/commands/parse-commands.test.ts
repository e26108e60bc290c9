import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command } from "./command.ts";
import { parseCommands } from "./parse-commands.ts";

const DIGEST = `sha256:${"a1".repeat(32)}`;

function commandIn(line: string): Command | undefined {
  return parseCommands(line).commands[0]?.command;
}

function hintIn(line: string): string | undefined {
  return parseCommands(line).hints[0]?.hint;
}

const promote = { verb: "promote", model: "ranker", version: null, digest: null, stage: "production", confirm: null };

describe("a command is read", () => {
  test.each<readonly [string, object]>([
    ["/promote ranker to production", promote],
    ["/promote ranker@2.0.0 to production", { ...promote, version: "2.0.0" }],
    ["/promote  ranker@v2.0.0-rc.1\tto production  ", { ...promote, version: "2.0.0-rc.1" }],
    [`/promote ranker@${DIGEST} to production`, { ...promote, digest: DIGEST }],
    [
      "/promote acme/ranker to production confirm 0123456789ab",
      { ...promote, model: "acme/ranker", confirm: "0123456789ab" },
    ],
    ["/rollback ranker toxic  replies", { verb: "rollback", model: "ranker", version: null, reason: "toxic  replies" }],
    ["/rollback ranker to v1.2.3 toxic", { verb: "rollback", model: "ranker", version: "1.2.3", reason: "toxic" }],
    ["/rollback ranker 毒性\u3000返信", { verb: "rollback", model: "ranker", version: null, reason: "毒性\u3000返信" }],
    ["/rollback ranker toxique\u00A0!", { verb: "rollback", model: "ranker", version: null, reason: "toxique\u00A0!" }],
    ["/hold ranker", { verb: "hold", model: "ranker" }],
    ["/resume constructor", { verb: "resume", model: "constructor" }],
    ["/ramp 25%", { verb: "ramp", model: null, share: 0.25 }],
    ["/ramp ranker 0.5%", { verb: "ramp", model: "ranker", share: 0.005 }],
    ["/why production", { verb: "why", of: "production" }],
    ["/sign-off C.1 read it all", { verb: "sign-off", line: "C.1", reason: "read it all" }],
    ['/sign-off "C 1" read it', { verb: "sign-off", line: "C 1", reason: "read it" }],
    [
      "/waive negation known until we retrain until 2027-02-28",
      { verb: "waive", test: "negation", reason: "known until we retrain", until: "2027-02-28" },
    ],
    ["/feedback case-7 right", { verb: "feedback", case: "case-7", answer: "right", expected: null }],
    [
      "/feedback case-7 wrong expected=very good",
      { verb: "feedback", case: "case-7", answer: "wrong", expected: "very good" },
    ],
    [
      '/feedback "case 7" wrong expected="a  b"',
      { verb: "feedback", case: "case 7", answer: "wrong", expected: "a  b" },
    ],
  ])("%s", (line, command) => {
    expect(commandIn(line)).toEqual(command);
    expect(parseCommands(line).hints).toEqual([]);
  });
});

describe("a line that is nearly a command is none, and has a hint", () => {
  test.each([
    ["/promote ranker production", "/promote NAME"],
    ["/promote ranker to production now", "/promote NAME"],
    ["/promote ranker to production confirm", "/promote NAME"],
    ["/promote ranker to production confirm 0123", "/promote NAME"],
    ["/promote ranker@2 to production", "/promote NAME"],
    ["/promote ranker@sha256:abc to production", "/promote NAME"],
    ["/promote ranker to pro/duction", "/promote NAME"],
    ["/promote ranker\u00A0to production", "/promote NAME"],
    ["/rollback ranker to\u00A01.2.3 toxic", "/rollback NAME"],
    ["/sign-off C.1\u3000read", "/sign-off LINE"],
    ["/promote rаnker to production", "/promote NAME"],
    ["/rollback ranker", "/rollback NAME"],
    ["/rollback ranker to 1.2 toxic", "/rollback NAME"],
    ["/rollback ranker to 1.2.3", "/rollback NAME"],
    ["/hold ranker please", "/hold NAME"],
    ["/ramp ranker 25", "/ramp"],
    ["/ramp 101%", "/ramp"],
    ["/ramp 0%", "/ramp"],
    ["/waive negation known until 2027-02-30", "/waive TEST"],
    ["/waive negation until 2027-02-28", "/waive TEST"],
    ["/feedback case-7 maybe", "/feedback CASE"],
    ["/feedback case-7 wrong because", "/feedback CASE"],
    ["/promte ranker to production", "Did you mean /promote?"],
    ["/Promote ranker to production", "Did you mean /promote?"],
    ["/rolback ranker x", "Did you mean /rollback?"],
    ["/waiver x", "Did you mean /waive?"],
  ])("%s", (line, hint) => {
    expect(commandIn(line)).toBeUndefined();
    expect(hintIn(line)).toContain(hint);
  });
});

test("a rollback's reason may be of any length: nobody who is in a hurry counts characters", () => {
  const command = commandIn(`/rollback ranker ${"toxic ".repeat(1_000)}`);
  expect(command).toMatchObject({ verb: "rollback", reason: expect.stringMatching(/^toxic toxic .{987}…$/) });
});

test("a whole command that goes on from the text above is none, and has a hint; prose has not", () => {
  expect(parseCommands("Looks good.\n/promote ranker to staging\n\n/promot")).toEqual({
    commands: [],
    hints: [
      { line: 2, hint: "A command begins after an empty line" },
      { line: 4, hint: expect.stringContaining("Did you mean /promote?") },
    ],
  });
  expect(parseCommands("It asks\n/why that is so")).toEqual({ commands: [], hints: [] });
});

test("what other bots are told is left to them", () => {
  for (const line of [
    "/help",
    "/lgtm",
    "/retest",
    "/assign @ann",
    "/deploy production",
    "/review",
    "/",
    "/ promote a to b",
    "/etc/hosts",
  ]) {
    expect(parseCommands(line), line).toEqual({ commands: [], hints: [] });
  }
});

test("commands say their lines, and texts of a comment never come into hints", () => {
  const { commands, hints } = parseCommands("All good\r\n\r\n/hold ranker  \r\n/promote @everyone\r\n");
  expect(commands).toEqual([{ line: 3, text: "/hold ranker", command: { verb: "hold", model: "ranker" } }]);
  expect(hints).toEqual([{ line: 4, hint: expect.not.stringContaining("everyone") }]);
});

test("more commands than ten, or a text longer than a comment's, are none at all", () => {
  expect(parseCommands("/hold a\n".repeat(10)).commands).toHaveLength(10);
  expect(parseCommands("/hold a\n".repeat(11))).toMatchObject({ commands: [], hints: [{ line: 0 }] });
  expect(parseCommands(`/hold a\n\n${"x".repeat(65_536)}`)).toMatchObject({ commands: [], hints: [{ line: 0 }] });
});

test("whatever the comment says, it is read without an error, and only names that can be recorded come out", () => {
  const word = fc.oneof(
    fc.constantFrom(
      "/promote",
      "/rollback",
      "/waive",
      "/feedback",
      "/ramp",
      "to",
      "confirm",
      "until",
      "expected=",
      '"',
      "@",
      "ranker",
      "1.0.0",
      "5%",
    ),
    fc.string({ unit: "grapheme", maxLength: 8 }),
  );
  const line = fc.array(word, { maxLength: 8 }).map((words) => words.join(" "));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), fc.constantFrom("\n", "\r\n", "\n\n"), (lines, end) => {
      for (const { command, text } of parseCommands(lines.join(end)).commands) {
        expect(text.startsWith("/")).toBe(true);
        if ("model" in command) expect(command.model ?? "a").toMatch(/^[A-Za-z0-9_./:-]+$/);
        if ("reason" in command) expect(command.reason.trim()).not.toBe("");
      }
    }),
    { numRuns: 2_000 },
  );
});
