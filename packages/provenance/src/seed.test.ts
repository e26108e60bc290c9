import { UserError } from "@airworthy/evidence";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSeeds } from "./seed.ts";

test("seeds are names and whole numbers, in the order given, whatever the names", () => {
  expect(parseSeeds(["numpy=7", "__proto__ = -1", "torch=9007199254740991", "data split=+0"])).toEqual([
    { name: "numpy", value: 7 },
    { name: "__proto__", value: -1 },
    { name: "torch", value: 9007199254740991 },
    { name: "data split", value: 0 },
  ]);
});

test("anything else is refused with what was given", () => {
  for (const line of ["7", "numpy", "numpy=", "=7", "numpy=7.5", "numpy=1e3", "numpy=9007199254740992", "a=b=7"]) {
    expect(() => parseSeeds([line]), line).toThrow(`seeds: ${JSON.stringify(line)} was given; name=integer is allowed`);
  }
  expect(() => parseSeeds(["numpy=1", "numpy=1"])).toThrow('seeds: "numpy" is given twice');
});

test("every seed that is written is read back, and no text causes anything but a UserError", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z][a-z0-9_.-]{0,40}$/), fc.maxSafeInteger(), (name, value) => {
      expect(parseSeeds([`${name}=${value}`])).toEqual([{ name, value }]);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (line) => {
      try {
        parseSeeds([line]);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
  );
});
