import { checkShape } from "@airworthy/evidence";
import { describe, expect, test } from "vitest";
import { SAMPLE } from "../test/sample-facts.ts";
import { cardSchema } from "./card-schema.ts";

const read = (value: unknown) => checkShape(cardSchema, value, "airworthy.yml");

test("a full card, and one without anything, are taken as they are", () => {
  expect(read(SAMPLE.card)).toEqual(SAMPLE.card);
  expect(read({})).toEqual({});
});

describe("anything else is refused by its field", () => {
  test.each<[unknown, string]>([
    [{ pipelineTag: "Text Classification" }, "pipelineTag: "],
    [{ libraryName: "a\nb" }, "libraryName: "],
    [{ approach: "magic" }, "approach: "],
    [{ tag: ["a"] }, "tag: unknown field; did you mean tags?"],
    [{ considerations: { user: ["a"] } }, "considerations.user: unknown field; did you mean users?"],
    [{ considerations: { users: [" "] } }, "considerations.users.0: "],
    [
      { considerations: { ethicalConsiderations: [{ mitigationStrategy: "a" }] } },
      "ethicalConsiderations.0.name: missing",
    ],
    [{ tags: Array.from({ length: 101 }, () => "a") }, "must have at most 100 items"],
    [{ task: "x".repeat(5001) }, "must have at most 5000 characters"],
  ])("%#", (value, message) => {
    expect(() => read(value)).toThrow(message);
  });
});
