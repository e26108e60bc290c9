import fc from "fast-check";
import { expect, test } from "vitest";
import { predicateType, stableDigest, subjectOf } from "./predicate.ts";
import { createStatement, formatStatement, parseStatement } from "./statement.ts";
import { UserError } from "./user-error.ts";

const digest = "4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865";
const subject = { name: "model@1.0.0", digest: { sha256: digest } };

test("what is written is read back", () => {
  const statement = createStatement(subject, predicateType("behavior"), { verdict: "pass", count: 3 });
  expect(parseStatement(formatStatement(statement), "a.json")).toEqual(statement);
});

test("anything that is not a whole statement is a UserError that names the file and the field", () => {
  const broken: [string, RegExp][] = [
    ["", /a\.json is empty/],
    ["{", /a\.json is not JSON/],
    ["[]", /a\.json is not valid/],
    [JSON.stringify({ _type: "https://in-toto.io/Statement/v0.1" }), /_type/],
    [JSON.stringify({ ...valid(), subject: [] }), /subject\.0/],
    [JSON.stringify({ ...valid(), subject: [{ name: "m", digest: { sha256: "ABC" } }] }), /subject\.0\.digest\.sha256/],
    [JSON.stringify({ ...valid(), predicate: null }), /predicate/],
    [JSON.stringify({ ...valid(), predicateType: "behavior" }), /predicateType/],
  ];
  for (const [text, message] of broken) {
    expect(() => parseStatement(text, "a.json"), text).toThrow(UserError);
    expect(() => parseStatement(text, "a.json"), text).toThrow(message);
  }
});

test("no text at all makes the parser throw anything but a UserError", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      try {
        parseStatement(text, "a.json");
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
  );
});

test("the stable digest leaves out the volatile fields and nothing else", () => {
  const at = (startedOn: string, score: number) =>
    createStatement(subject, predicateType("x"), { score, startedOn, volatile: ["startedOn"] });
  expect(stableDigest(at("2026-01-01", 1))).toBe(stableDigest(at("2026-02-02", 1)));
  expect(stableDigest(at("2026-01-01", 1))).not.toBe(stableDigest(at("2026-01-01", 2)));
});

test("a version's subject is named by name and version", () => {
  expect(subjectOf({ name: "m", version: "2.0.0", sha256: digest, digestOf: "package" }).name).toBe("m@2.0.0");
  expect(subjectOf({ name: "m", version: null, sha256: digest, digestOf: "input" }).name).toBe("m");
});

function valid() {
  return createStatement(subject, predicateType("behavior"), {});
}
