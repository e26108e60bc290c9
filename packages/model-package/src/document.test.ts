import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument } from "./document.ts";

describe("a document that readers could take in two ways is refused", () => {
  test.each([
    ['{"layers":[],"layers":[1]}', "a field twice"],
    ['{"a":{"b":1,"\\u0062":2}}', "a field twice"],
    ['[{"__proto__":1,"__proto__":2}]', "a field twice"],
    ['{"layers":[],"Layers":[1]}', "differ only in upper and lower case"],
    // What Go folds: the long s, and the sign of the kelvin.
    ['{"layers":[],"layer\u017f":[1]}', "differ only in upper and lower case"],
    ['{"k":1,"\u212a":2}', "differ only in upper and lower case"],
  ])("%s", (text, why) => {
    expect(() => parseDocument(text, "m")).toThrow(UserError);
    expect(() => parseDocument(text, "m")).toThrow(why);
  });
});

test("any other JSON is read, whatever its white space, its escapes and the colons in its texts", () => {
  expect(parseDocument('{"a:":"b:\\"c\\":","1":"\\u0026"}', "m")).toEqual({ "a:": 'b:"c":', 1: "&" });
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string({ unit: "binary" }),
      fc.integer(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 3 }),
      fc
        .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z:"\\_]{0,9}$/), tie("value")), {
          selector: ([name]) => name,
          maxLength: 3,
        })
        .map((entries) => Object.fromEntries(entries)),
    ),
  })).value;
  fc.assert(
    fc.property(value, fc.constantFrom(0, 2), (given, space) => {
      const text = JSON.stringify(given, null, space);
      expect(parseDocument(text, "m")).toEqual(JSON.parse(text));
    }),
  );
});

test("nesting of any depth is read or refused in words", () => {
  const deep = 200_000;
  expect(() => parseDocument(`${"[".repeat(deep)}${"]".repeat(deep)}`, "m")).not.toThrow();
  expect(() => parseDocument("[".repeat(deep), "m")).toThrow("m is not JSON");
});
