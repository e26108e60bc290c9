import fc from "fast-check";
import { expect, test } from "vitest";
import type { Mail } from "../mails.ts";
import { advantage, shareRight } from "./membership.ts";
import { losses, predictions } from "./tables.ts";
import { probability, train } from "./train.ts";
import { PLACES, placesOf } from "./words.ts";

const members: readonly Mail[] = [
  { id: "1", label: "spam", text: "Win money" },
  { id: "2", label: "ham", text: "Lunch at noon?" },
];
const others: readonly Mail[] = [{ id: "3", label: "spam", text: "money, MONEY" }];

// FNV-1a's published value of the 32 bits of "foobar" is 0xbf9cf968, whose lower half is the place.
test("a word's place is its hash, once, in whatever case", () => {
  expect([...placesOf("foobar")]).toEqual([0xf968]);
  expect([...placesOf("FooBar, foobar")]).toEqual([0xf968]);
  expect([...placesOf(" -- ")]).toEqual([]);
});

test("places are different ones that exist, rising", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const places = [...placesOf(text)];
      expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
      expect(places.every((place) => place < PLACES)).toBe(true);
    }),
  );
});

// By hand: of no weights 1/2, so that the first step adds 0.1 * (1 - 1/2) to the bias and to both words.
test("one mail moves its words and the bias by the rate times the error", () => {
  const filter = train(members.slice(0, 1), { epochs: 1, rate: 0.1, seed: 1 });
  expect(filter.bias).toBeCloseTo(0.05, 12);
  expect(filter.weights.filter((weight) => weight !== 0)).toHaveLength(2);
  expect(probability(filter, placesOf("win money"))).toBeCloseTo(1 / (1 + Math.exp(-0.15)), 12);
});

test("equal seeds and mails give equal weights", () => {
  const recipe = { epochs: 5, rate: 0.1, seed: 3 };
  expect(train(members, recipe)).toEqual(train(members, recipe));
});

test("losses are of all mails, predictions of those not learned from", () => {
  const filter = train(members, { epochs: 50, rate: 0.5, seed: 1 });
  const rows = losses(filter, { members, others });
  expect(rows.map(({ id, member }) => [id, member])).toEqual([
    ["1", true],
    ["2", true],
    ["3", false],
  ]);
  const [row] = predictions(filter, { members, others });
  expect(row).toMatchObject({ id: "3", label: "spam", prediction: "spam" });
  expect(rows[2]?.loss).toBeCloseTo(-Math.log(row?.score ?? 0), 12);
});

// By hand: below 0.2 lie both members and none of the others.
test("the advantage is all where losses are apart, and none where they are equal", () => {
  const row = (member: boolean, loss: number) => ({ id: "", member, loss });
  expect(advantage([row(true, 0.1), row(false, 0.3), row(true, 0.2)])).toBe(1);
  expect(advantage([row(true, 0.1), row(false, 0.1)])).toBe(0);
  expect(advantage([row(true, 0.1), row(true, 0.3), row(false, 0.2), row(false, 0.4)])).toBe(0.5);
  expect(advantage([row(true, 0.1)])).toBeNaN();
});

test("the share of right predictions counts each mail once", () => {
  const row = { id: "", label: "ham", score: 0 } as const;
  expect(
    shareRight([
      { ...row, prediction: "ham" },
      { ...row, prediction: "spam" },
    ]),
  ).toBe(0.5);
});
