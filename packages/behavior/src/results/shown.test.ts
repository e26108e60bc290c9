import { expect, test } from "vitest";
import { MAX_SHOWN, shownInput } from "./shown.ts";

test("text is shown as it is, a record as JSON, either cut", () => {
  expect(shownInput("a text")).toBe("a text");
  expect(shownInput({ name: "zero", of: [1, 2, 3, 4] })).toBe('{"name":"zero","of":[1,2,3,4]}');
  expect(shownInput("x".repeat(10 * MAX_SHOWN))).toHaveLength(MAX_SHOWN);
});

test("a long list is shown by how it begins and how many it has", () => {
  const pixels = Array.from({ length: 784 }, () => 0.5);
  expect(shownInput({ name: "zero", pixels })).toBe('{"name":"zero","pixels":[0.5,0.5,0.5,"… 784 in all"]}');
});
