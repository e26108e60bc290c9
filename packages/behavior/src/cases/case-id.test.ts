import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { caseId, textId } from "./case-id.ts";

test("a text's id is the start of its SHA-256", () => {
  // FIPS 180-2, appendix B.1: SHA-256 of "abc" is ba7816bf 8f01cfea ….
  expect(textId("abc")).toBe("ba7816bf8f01cfea");
  expect(caseId(["abc"])).toBe("ba7816bf8f01cfea");
});

test("every text that UTF-8 can hold has the id of its bytes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      fc.pre(!text.startsWith("\0"));
      const digest = createHash("sha256").update(Buffer.from(text, "utf8")).digest("hex");
      expect(textId(text)).toBe(digest.slice(0, 16));
    }),
  );
});

test("different inputs have different ids, however they are written", () => {
  const cases = [
    ["a"],
    ["a", "b"],
    ["ab"],
    ["b", "a"],
    ['["a","b"]'],
    [{ a: "b" }],
    [{ a: null }],
    ['\0[{"a":null}]'],
    ['\0["a","b"]'],
    ["\0"],
    ['\0"\\ud800"'],
    ["\ud800"],
    ["\udc00"],
  ];
  expect(new Set([...cases, ["\ufffd"]].map(caseId)).size).toBe(cases.length + 1);
});

test("the order of a record's fields is nothing to its id", () => {
  expect(caseId([{ a: 1, b: 2 }])).toBe(caseId([{ b: 2, a: 1 }]));
});
