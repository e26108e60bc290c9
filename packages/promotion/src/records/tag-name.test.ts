import fc from "fast-check";
import { expect, test } from "vitest";
import { formatTagName, isRefName, parseTagName } from "./tag-name.ts";

const PLAIN = { version: null, stage: null, count: null };

// What `gto.tag.parse_name` of GTO 1.10.1 answers to the same names.
test.each([
  ["model@v1.2.3", { ...PLAIN, model: "model", event: "registration", version: "1.2.3" }],
  ["model@v1.2.3!", { ...PLAIN, model: "model", event: "deregistration", version: "1.2.3" }],
  [
    "model@v1.2.3-rc.1+b.5#4",
    { ...PLAIN, model: "model", event: "registration", version: "1.2.3-rc.1+b.5", count: 4n },
  ],
  ["model#prod#1", { ...PLAIN, model: "model", event: "assignment", stage: "prod", count: 1n }],
  ["model#prod!#007", { ...PLAIN, model: "model", event: "unassignment", stage: "prod", count: 7n }],
  ["model#prod", { ...PLAIN, model: "model", event: "assignment", stage: "prod" }],
  ["some/folder=some/model#a/b", { ...PLAIN, model: "some/folder:some/model", event: "assignment", stage: "a/b" }],
  ["model@deprecated#2", { ...PLAIN, model: "model", event: "deprecation", count: 2n }],
  ["__proto__#x", null],
  ["constructor#prod", { ...PLAIN, model: "constructor", event: "assignment", stage: "prod" }],
])("the tag %s says what GTO reads of it", (name, said) => {
  expect(parseTagName(name)).toEqual(said);
});

test("other tags say nothing", () => {
  for (const name of [
    "v1.2.3",
    "model@1.2.3",
    "model@v1.2",
    "model#",
    "#prod",
    "model#prod#x",
    "model#-a",
    "m#a!!",
    "model@created",
    "a:b#c",
    "",
  ]) {
    expect(parseTagName(name), name).toBeNull();
  }
});

test("what is written is read again", () => {
  const part = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9/_-]{0,8}[A-Za-z0-9])?$/);
  const count = fc.option(fc.bigInt({ min: 0n, max: 10n ** 30n }));
  const version = fc.constantFrom("0.0.1", "1.2.3-rc.1", "10.0.0+b");
  const model = fc.tuple(fc.option(part), part).map(([folder, name]) => (folder === null ? name : `${folder}:${name}`));
  const tag = fc.oneof(
    fc.record({
      model,
      count,
      event: fc.constantFrom("registration" as const, "deregistration" as const),
      version,
      stage: fc.constant(null),
    }),
    fc.record({
      model,
      count,
      event: fc.constantFrom("assignment" as const, "unassignment" as const),
      version: fc.constant(null),
      stage: part,
    }),
  );
  fc.assert(
    fc.property(tag, (said) => {
      expect(parseTagName(formatTagName(said))).toEqual(said);
    }),
  );
});

test("a name that git takes for no tag is known", () => {
  for (const name of ["a//b#c", "../a=b#c", "a/.b=c#d", "a.lock/b=c#d", "/a=b#c"])
    expect(isRefName(name), name).toBe(false);
  expect(isRefName("a.b/c=d#e!#1")).toBe(true);
});
