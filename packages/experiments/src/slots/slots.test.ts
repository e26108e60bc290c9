import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { apportion, apportionAbove } from "./apportion.ts";
import { layOut, movedSlots, ownersOf, reassign } from "./reassign.ts";
import { percentageSchema, SLOTS, slotsOf } from "./slots.ts";

const quotas = fc
  .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 })
  .filter((some) => some.reduce((sum, quota) => sum + quota, 0) > 1e-9);

test("a percentage is slots, and what could mean two things is refused", () => {
  expect(["20 %", "0.5%", "100 %", "0 %", "0.29%", "12.34%"].map(slotsOf)).toEqual([2_000, 50, 10_000, 0, 29, 1_234]);
  for (const text of ["20", "0.2", "101 %", "-1 %", "1e1 %", "0.001 %", "% 20", "NaN %", "", " 20 %"]) {
    expect(v.is(percentageSchema, text), text).toBe(false);
  }
  expect(v.is(percentageSchema, 20)).toBe(false);
});

test("seats of the largest remainder are those of the textbook", () => {
  // Balinski and Young, Fair Representation, 1982: remainders .8, .6 and .6, the first of equals before the second.
  expect(apportion([1.8, 2.6, 5.6], 10)).toEqual([2, 3, 5]);
  expect(apportion([1, 1, 1], 10)).toEqual([4, 3, 3]);
});

test("every part is its quota rounded down or up, and together they are the total", () => {
  fc.assert(
    fc.property(quotas, (some) => {
      const sum = some.reduce((all, quota) => all + quota, 0);
      const parts = apportion(some, SLOTS);
      expect(parts.reduce((all, part) => all + part, 0)).toBe(SLOTS);
      for (const [place, part] of parts.entries()) {
        expect(Math.abs(part - ((some[place] ?? 0) / sum) * SLOTS)).toBeLessThan(1 + 1e-6);
      }
    }),
  );
});

test("with a floor none is below it, and those above keep their order", () => {
  fc.assert(
    fc.property(quotas, fc.integer({ min: 1, max: SLOTS / 20 }), (some, floor) => {
      const parts = apportionAbove(some, SLOTS, floor);
      expect(parts.reduce((all, part) => all + part, 0)).toBe(SLOTS);
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(floor);
      for (const [one, quota] of some.entries()) {
        for (const [other, larger] of some.entries()) {
          if (larger > quota) expect((parts[other] ?? 0) + 1).toBeGreaterThanOrEqual(parts[one] ?? 0);
        }
      }
    }),
  );
});

test("floors that leave nothing else are all there is", () => {
  expect(apportionAbove([1, 0, 0, 0], SLOTS, 2_500)).toEqual([2_500, 2_500, 2_500, 2_500]);
  expect(apportionAbove([0.3, 0.3, 0.3, 0.1], SLOTS, 2_500)).toEqual([2_500, 2_500, 2_500, 2_500]);
  expect(apportionAbove([1, 0], SLOTS, 100)).toEqual([9_900, 100]);
  expect(() => apportionAbove([1, 1], SLOTS, 5_001)).toThrow(RangeError);
  for (const some of [[], [0, 0], [-1, 2], [Number.NaN, 1]]) expect(() => apportion(some, SLOTS)).toThrow(RangeError);
});

test("a new split moves as few slots as can be, however often it was split before", () => {
  fc.assert(
    fc.property(fc.array(quotas, { minLength: 2, maxLength: 5 }), (splits) => {
      const named = splits.map((some) =>
        apportion(some, SLOTS).map((slots, index) => ({ name: `arm${index}`, slots })),
      );
      let runs = layOut(named[0] ?? []);
      for (const arms of named) {
        const next = reassign(runs, arms);
        const had = new Map(Map.groupBy(ownersOf(runs), (owner) => owner));
        const gained = arms.map(({ name, slots }) => Math.max(0, slots - (had.get(name)?.length ?? 0)));
        // Whoever gains must have been given what it gained: fewer cannot be.
        expect(movedSlots(runs, next)).toBe(gained.reduce((sum, slots) => sum + slots, 0));
        for (const { name, slots } of arms) expect(ownersOf(next).filter((owner) => owner === name).length).toBe(slots);
        runs = next;
      }
    }),
    { numRuns: 50 },
  );
});

test("slots that are not all of them are refused", () => {
  expect(() => ownersOf([{ arm: "a", slots: 9_999 }])).toThrow(RangeError);
  expect(() => reassign([{ arm: "a", slots: SLOTS }], [{ name: "a", slots: 9_999 }])).toThrow(RangeError);
});
