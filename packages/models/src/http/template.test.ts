import fc from "fast-check";
import { expect, test } from "vitest";
import { fillJson, fillText, MissingFieldError, placeholdersOf } from "./template.ts";

test("a placeholder that is a whole text becomes the value, one within a text its text", () => {
  const input = { name: "Ann", tags: ["a", 1], deep: { x: null } };
  expect(fillJson({ all: "{{input}}", a: ["{{ tags }}", 7], b: "Hi {{name}}: {{deep}}" }, input)).toEqual({
    all: input,
    a: [["a", 1], 7],
    b: 'Hi Ann: {"x":null}',
  });
  expect(fillJson({ texts: "{{inputs}}" }, "a", ["a", "b"])).toEqual({ texts: ["a", "b"] });
});

test("what is filled in is not filled again, and never becomes part of the JSON around it", () => {
  fc.assert(
    fc.property(fc.string(), (input) => {
      expect(JSON.parse(JSON.stringify(fillJson({ x: "{{input}}", y: "<{{input}}>" }, input)))).toEqual({
        x: input,
        y: `<${input}>`,
      });
    }),
  );
  expect(fillText("{{input}}{{input}}", "{{input}}$&")).toBe("{{input}}$&{{input}}$&");
});

test("a field that is not there, or only inherited, is told", () => {
  for (const [template, input] of [
    ["{{name}}", "text"],
    ["{{name}}", {}],
    ["<{{constructor}}>", {}],
  ] as const) {
    expect(() => fillJson(template, input)).toThrow(MissingFieldError);
  }
});

test("placeholders are found wherever they are", () => {
  expect(placeholdersOf({ a: ["{{x}} and {{ y }}", 1], b: { c: "{{input}}" }, d: "{x}" })).toEqual(["x", "y", "input"]);
});
