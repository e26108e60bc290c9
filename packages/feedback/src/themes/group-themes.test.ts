import { createRandom } from "@airworthy/stats";
import { expect, test } from "vitest";
import { rowOf } from "../../fixtures/rows.ts";
import { groupThemes } from "./group-themes.ts";
import { termsOf } from "./terms.ts";

const SETTINGS = { seed: 1, count: null };

const SUBJECTS = [
  { kind: "wrong", words: ["negation", "double", "denial", "not", "praise", "reversed"] },
  { kind: "wrong", words: ["german", "umlaut", "translation", "language", "deutsch", "accent"] },
  { kind: "right", words: ["fast", "quick", "latency", "speed", "instant", "snappy"] },
] as const;

/** Comments of four words of a subject and two that all have, drawn from a seed. */
function comments(each: number) {
  const random = createRandom(9);
  const pick = (words: readonly string[]) => words[random.integer(words.length)] ?? "";
  return SUBJECTS.flatMap(({ kind, words }, subject) =>
    Array.from({ length: each }, (_, index) => {
      const text = [pick(words), pick(words), pick(words), pick(words), "the", "model"].join(" ");
      return rowOf(subject * each + index, { kind, text, caseId: "c" });
    }),
  );
}

test("comments of three subjects are three themes, named by what sets them apart", () => {
  const { state, rows, themes } = groupThemes(comments(30), SETTINGS);
  expect([state, rows, themes.length]).toEqual(["grouped", 90, 3]);
  for (const { terms, size } of themes) {
    expect(size).toBe(30);
    const subject = SUBJECTS.find(({ words }) => words.some((word) => word === terms[0]));
    expect(subject?.words).toEqual(expect.arrayContaining([...terms]));
  }
  expect(themes.filter(({ kinds }) => kinds.right === 30).length).toBe(1);
});

test("the order of rows changes nothing, nor does asking again", () => {
  const rows = comments(20);
  expect(groupThemes(rows.toReversed(), SETTINGS)).toEqual(groupThemes(rows, SETTINGS));
});

test("few comments are too few, and words by chance have no structure", () => {
  expect(groupThemes(comments(3), SETTINGS)).toEqual({ state: "too-few", rows: 9, silhouette: null, themes: [] });
  expect(groupThemes([], SETTINGS).state).toBe("too-few");
  for (const seed of [1, 2, 3]) {
    const random = createRandom(seed);
    const words = Array.from({ length: 400 }, (_, index) => `word${String.fromCharCode(97 + (index % 26))}${index}`);
    const noise = Array.from({ length: 150 }, (_, index) =>
      rowOf(index, { text: Array.from({ length: 15 }, () => words[random.integer(400)]).join(" ") }),
    );
    expect(groupThemes(noise, { ...SETTINGS, seed }).state).toBe("no-structure");
  }
});

test("a number of themes that is given is kept to, as far as there are rows", () => {
  expect(groupThemes(comments(20), { seed: 1, count: 2 }).themes.length).toBe(2);
  expect(groupThemes(comments(4), { seed: 1, count: 12 }).themes.length).toBe(3);
});

test("a word of one person alone names no theme, nor does what was taken out", () => {
  const rows = comments(10).map((row, index) => (index === 0 ? { ...row, text: `${row.text} zebedee zebedee` } : row));
  const { themes } = groupThemes(rows, SETTINGS);
  expect(themes.flatMap(({ terms }) => terms)).not.toContain("zebedee");
  expect(termsOf("call [phone] or [e-mail 061c9b882abc47f9] now")).toEqual(["call", "or", "now"]);
});

test("languages without spaces are grouped by pairs of characters", () => {
  expect(termsOf("回答が遅い ok")).toEqual(["回答", "答が", "が遅", "遅い", "ok"]);
  expect(termsOf("ช้ามาก").length).toBeGreaterThan(2);
  const rows = Array.from({ length: 24 }, (_, index) =>
    rowOf(index, {
      text: index % 2 === 0 ? `回答がとても遅いです${"。".repeat(index)}` : `翻訳の品質が悪すぎる${"！".repeat(index)}`,
    }),
  );
  expect(groupThemes(rows, SETTINGS).themes.map(({ size }) => size)).toEqual([12, 12]);
});

test("comments that are the same to the word part as far as can be, and no further", () => {
  const subjects = [
    "the delivery was slow and late again",
    "german negation is read the wrong way round",
    "sarcasm is taken for praise every time",
  ];
  const rows = Array.from({ length: 18 }, (_, index) => rowOf(index, { text: `${subjects[index % 3]}` }));
  const { state, silhouette } = groupThemes(rows, { seed: 0, count: null });
  expect(state).toBe("grouped");
  expect(silhouette).toBeGreaterThan(0.99);
  expect(silhouette).toBeLessThanOrEqual(1);
});
