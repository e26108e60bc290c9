import { createRandom } from "@airworthy/stats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rowOf } from "../../fixtures/rows.ts";
import { deduplicate } from "./deduplicate.ts";
import { jaccard, plainLetters, shinglesOf } from "./shingles.ts";

const SAID =
  "The answer is wrong because the model does not understand that double negation means praise in this review";

const texts = (...said: readonly string[]) => said.map((text, index) => rowOf(index, { text, reviewer: `r${index}` }));

test("what differs in case, punctuation and width only is the same; a word more is nearly the same", () => {
  const { rows, exact, near } = deduplicate(
    texts(SAID, `${SAID.toUpperCase()}!!!`, SAID.replace("The", "Ｔｈｅ"), `${SAID} indeed`),
    1,
  );
  expect([rows.length, exact, near]).toEqual([1, 2, 1]);
  expect(rows[0]?.count).toBe(4);
});

test("the first of those who consent stands for all", () => {
  const said = ["2026-03-01", "2026-01-01", "2026-02-01"].map((on, index) =>
    rowOf(index, { text: SAID, on, consent: index === 1 ? null : true }),
  );
  expect(deduplicate(said, 1).rows.map(({ row, count }) => [row.on.slice(0, 10), count])).toEqual([["2026-02-01", 3]]);
});

test("other cases, kinds, versions of the truth and short texts are other feedback", () => {
  const rows = [
    rowOf(1, { text: SAID, caseId: "a", kind: "wrong" }),
    rowOf(2, { text: SAID, caseId: "b", kind: "wrong" }),
    rowOf(3, { text: SAID, caseId: "a", kind: "right" }),
    rowOf(4, { text: SAID, caseId: "a", kind: "wrong", expected: "positive" }),
    rowOf(5, { text: "bad", reviewer: "x" }),
    rowOf(6, { text: "bat", reviewer: "x" }),
    rowOf(7, { text: "👍" }),
    rowOf(8, { text: "👎" }),
  ];
  expect(deduplicate(rows, 1)).toMatchObject({ exact: 0, near: 0 });
});

test("of one id the latest counts", () => {
  const rows = [rowOf(1, { text: "old", on: "2026-01-01" }), rowOf(1, { text: "new", on: "2026-02-01" })];
  expect(deduplicate(rows, 1).rows.map(({ row }) => row.text)).toEqual(["new"]);
});

test("the order in which rows come changes nothing", () => {
  const words = fc.constantFrom("negation", "praise", "model", "review", "answer", "wrong", "double", "understand");
  const said = fc.array(words, { minLength: 3, maxLength: 9 }).map((list) => list.join(" "));
  fc.assert(
    fc.property(fc.array(said, { maxLength: 25 }), fc.integer(), (list, seed) => {
      const rows = list.map((text, index) =>
        rowOf(index % 20, { text, on: `2026-01-${String(1 + (index % 9)).padStart(2, "0")}` }),
      );
      const random = createRandom(seed);
      const shuffled = rows
        .map((row) => ({ row, at: random.next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ row }) => row);
      expect(deduplicate(shuffled, 3)).toEqual(deduplicate(rows, 3));
    }),
  );
});

test("nothing is put together that has less than four fifths in common, and nearly all that has nine tenths is", () => {
  const random = createRandom(5);
  const word = () => Array.from({ length: 6 }, () => String.fromCharCode(97 + random.integer(26))).join("");
  let [together, apart] = [0, 0];
  for (let pair = 0; pair < 200; pair++) {
    const list = Array.from({ length: 60 }, word);
    const one = list.join(" ");
    const other = list
      .with(random.integer(60), word())
      .with(random.integer(60), pair % 2 === 0 ? word() : (list[0] ?? ""))
      .join(" ");
    const alike = jaccard(shinglesOf(plainLetters(one), 1), shinglesOf(plainLetters(other), 1));
    const { near } = deduplicate(texts(one, other), 1);
    if (near === 1) expect(alike).toBeGreaterThan(0.79);
    if (alike >= 0.9) {
      if (near === 1) together++;
      else apart++;
    }
  }
  expect(together).toBeGreaterThan(50);
  expect(apart / (together + apart)).toBeLessThan(0.02);
});

test("shingles and what they have in common, by hand", () => {
  // abcde, bcdef | bcdef, cdefg: one of three.
  expect(jaccard(shinglesOf("abcdef", 1), shinglesOf("bcdefg", 1))).toBe(1 / 3);
  expect(shinglesOf("abcd", 1).length).toBe(0);
  expect(plainLetters("  Ｈello,   WORLD?! ")).toBe("hello world");
});
