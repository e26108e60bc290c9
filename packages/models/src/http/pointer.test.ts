import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { assertionsMade, conforms } from "../../../../test/harness/conforms.ts";
import { pointAt, pointerSchema } from "./pointer.ts";

// RFC 6901, section 5: the document and what each pointer is to evaluate to.
const DOCUMENT: unknown = JSON.parse(
  '{"foo":["bar","baz"],"":0,"a/b":1,"c%d":2,"e^f":3,"g|h":4,"i\\\\j":5,"k\\"l":6," ":7,"m~n":8}',
);

test("pointers point where RFC 6901 says", () => {
  const expected: [string, unknown][] = [
    ["", DOCUMENT],
    ["/foo", ["bar", "baz"]],
    ["/foo/0", "bar"],
    ["/", 0],
    ["/a~1b", 1],
    ["/c%d", 2],
    ["/e^f", 3],
    ["/g|h", 4],
    ["/i\\j", 5],
    ['/k"l', 6],
    ["/ ", 7],
    ["/m~0n", 8],
  ];
  for (const [pointer, value] of expected) {
    expect(v.is(pointerSchema, pointer), pointer).toBe(true);
    expect(pointAt(DOCUMENT, pointer), pointer).toEqual(value);
  }
  conforms({ area: "Behaviour tests", claim: "JSON pointers", peer: "RFC 6901, 5", cases: assertionsMade() });
});

test("nothing is at the places that are not there, that are inherited, or that no index can be", () => {
  for (const pointer of [
    "/bar",
    "/foo/2",
    "/foo/-",
    "/foo/01",
    "/foo/length",
    "/constructor",
    "/__proto__",
    "/foo/0/0",
  ]) {
    expect(pointAt(DOCUMENT, pointer), pointer).toBeUndefined();
  }
});

test("what is no pointer is refused", () => {
  for (const text of ["foo", "#/foo", "/a~", "/a~2"]) expect(v.is(pointerSchema, text), text).toBe(false);
});

test("any key is found by its escaped name", () => {
  fc.assert(
    fc.property(fc.string(), fc.jsonValue(), (key, value) => {
      const pointer = `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      expect(pointAt(Object.fromEntries([[key, value]]), pointer)).toEqual(value);
    }),
  );
});
