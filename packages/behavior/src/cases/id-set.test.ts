import fc from "fast-check";
import { expect, test } from "vitest";
import { textId } from "./case-id.ts";
import { createIdSet } from "./id-set.ts";

const idArbitrary = fc.stringMatching(/^[0-3]{1}0{7}0{7}[0-9a-f]{1}$/);

test("an id is new once, as in a Set of texts, even where many fall on one place", () => {
  fc.assert(
    fc.property(fc.array(idArbitrary, { maxLength: 200 }), (ids) => {
      const own = createIdSet();
      const set = new Set<string>();
      for (const id of ids.filter((id) => id !== "0000000000000000")) {
        expect(own.add(id)).toBe(!set.has(id));
        set.add(id);
        expect(own.size).toBe(set.size);
      }
    }),
  );
});

test("the id that looks like a free place is an id as well", () => {
  const set = createIdSet();
  expect(set.add("0000000000000000")).toBe(true);
  expect(set.add("0000000000000000")).toBe(false);
});

test("it keeps every id while it grows", () => {
  const set = createIdSet();
  const ids = Array.from({ length: 5_000 }, (_, index) => textId(String(index)));
  expect(ids.every((id) => set.add(id))).toBe(true);
  expect(ids.some((id) => set.add(id))).toBe(false);
  expect(set.size).toBe(5_000);
});
