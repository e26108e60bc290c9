import fc from "fast-check";
import { expect, test } from "vitest";
import { fillTemplate, parseTemplate, slotsOf, templateFiller } from "./template.ts";

function fill(text: string, words: Record<string, string>): string | null {
  const template = parseTemplate(text);
  return template === null ? null : fillTemplate(template, new Map(Object.entries(words)));
}

test("a slot takes its word, the same one wherever it stands", () => {
  expect(fill("{x} and {x} or {y}", { x: "tea", y: "milk" })).toBe("tea and tea or milk");
});

test("an article is that of the word, and is capital where it is asked for so", () => {
  expect(fill("{a:x}", { x: "oven" })).toBe("an oven");
  expect(fill("{a:x}", { x: "phone" })).toBe("a phone");
  expect(fill("{A:x}", { x: "Asian cook" })).toBe("An Asian cook");
});

test("a word is put in as it is, whatever it holds", () => {
  expect(fill("{x}!", { x: "{y} $& $1 \\" })).toBe("{y} $& $1 \\!");
});

test("two braces are one, as in Python's format strings", () => {
  expect(fill('{{"name": "{x}"}}', { x: "Ann" })).toBe('{"name": "Ann"}');
  expect(fill("{{{x}}}", { x: "Ann" })).toBe("{Ann}");
  expect(fill("{{x}}", { x: "Ann" })).toBe("{x}");
});

test("the names of an object's own machinery are slots like any other", () => {
  expect(fill("{constructor} {__proto__}", Object.fromEntries([["constructor", "a"]]))).toBe("a {__proto__}");
  const template = parseTemplate("{__proto__}");
  expect(template && fillTemplate(template, new Map([["__proto__", "b"]]))).toBe("b");
});

test("a brace that belongs to no slot makes no template", () => {
  for (const text of ["{", "}", "{}", "{a b}", "{1}", "{x", "x}", "{{x}", "{b:x}"]) {
    expect(parseTemplate(text), text).toBeNull();
  }
});

test("text without braces fills to itself, and any text does with its braces doubled", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(fill(text.replace(/[{}]/g, "$&$&"), {})).toBe(text);
    }),
  );
});

test("slots are found in order, each once", () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z_][a-z0-9_-]{0,5}$/)), (names) => {
      const template = parseTemplate(names.map((name) => `{${name}}`).join(" "));
      expect(template && slotsOf(template)).toEqual([...new Set(names)]);
    }),
  );
});

test("a filler made ready fills as a template does, and leaves slots it was not given", () => {
  const template = parseTemplate("{a:x} {y} {x} {z}") ?? [];
  const words = ["egg", "and"];
  expect(templateFiller(template, ["x", "y"])(words)).toBe("an egg and egg {z}");
  const named = new Map([
    ["x", "egg"],
    ["y", "and"],
  ]);
  expect(fillTemplate(template, named)).toBe("an egg and egg {z}");
});
