import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Recent } from "./recent.ts";

test("a name is new once, until others that were seen later have pushed it out", () => {
  const recent = new Recent(2);
  expect(["a", "b", "a", "c", "a", "b"].map((name) => recent.note(name))).toEqual([
    true,
    true,
    false,
    true,
    false,
    // "a" was seen again before "c" came, so "b" had to go.
    true,
  ]);
});

test("for any names, it is new exactly where it is not among the last distinct ones", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.constantFrom("a", "b", "c", "d", "e")), (size, names) => {
      const recent = new Recent(size);
      names.forEach((name, index) => {
        const before = [...new Set(names.slice(0, index).reverse())].slice(0, size);
        expect(recent.note(name)).toBe(!before.includes(name));
      });
    }),
  );
});
