import { describe, expect, test } from "vitest";
import { measured, type Row } from "../../../fixtures/side.ts";
import { parseMetric } from "../parse-metric.ts";
import { normalizedWords } from "./normalized-text.ts";

const CONTEXT = { positive: null, isMultiLabel: false };

const on = (metric: string, ...rows: Row[]) => measured(parseMetric(metric, CONTEXT), rows);

describe("words that count", () => {
  test.each([
    ["The  Quick, brown fox.", ["quick", "brown", "fox"]],
    ["A man; an apple; THE end", ["man", "apple", "end"]],
    // Punctuation goes without leaving a space; articles leave one.
    ["don't re-do it", ["dont", "redo", "it"]],
    ["an/a", ["ana"]],
    // Only whole words are articles, also beside letters beyond ASCII.
    ["theatre ana éa the-a", ["theatre", "ana", "éa", "thea"]],
    ["tab\tand\u00a0no-break\u2003space", ["tab", "and", "nobreak", "space"]],
    // Punctuation beyond ASCII stays, as in the official evaluation.
    ["„naïve“ 東京", ["„naïve“", "東京"]],
    ["the a an .", []],
  ])("%j", (text, words) => {
    expect(normalizedWords(text)).toEqual(words);
  });
});

describe("answers, by SQuAD's evaluation by hand", () => {
  test.each([
    ["Denver Broncos", "The Denver Broncos!", 1, 1],
    // Two of three words each: 2 * 2 / (3 + 3).
    ["Denver Broncos win", "the Denver Broncos won", 0, 2 / 3],
    // A word counts as often as both have it: one shared, 2 * 1 / (2 + 1).
    ["no no", "no", 0, 2 / 3],
    ["", "Denver", 0, 0],
    ["the", "Denver", 0, 0],
  ])("%j for %j", (prediction, label, exact, f1) => {
    expect(on("exact-match", { label, prediction })).toBe(exact);
    expect(on("token-f1", { label, prediction })).toBeCloseTo(f1, 15);
  });

  test("the best reference counts", () => {
    const label = ["Santa Clara", "Levi's Stadium in Santa Clara", "Levi's Stadium"];
    expect(on("exact-match", { label, prediction: "levis stadium" })).toBe(1);
    expect(on("token-f1", { label, prediction: "at Levi's Stadium" })).toBeCloseTo(4 / 5, 15);
    expect(on("exact-match", { label: JSON.stringify(label), prediction: "levis stadium" })).toBe(1);
  });

  test("a question without an answer is answered by nothing", () => {
    for (const label of [[], "", ["the", "..."]]) {
      expect(on("exact-match", { label, prediction: "" })).toBe(1);
      expect(on("token-f1", { label, prediction: "An…" })).toBe(0);
    }
    // References without words do not count where there are others.
    expect(on("token-f1", { label: ["", "Denver"], prediction: "" })).toBe(0);
  });

  test("the mean is over rows", () => {
    const rows = ["yes", "no", "yes", "perhaps"].map((prediction) => ({ label: "Yes.", prediction }));
    expect(on("em", ...rows)).toBe(0.5);
  });
});

test("a text that only looks like a list is a text", () => {
  expect(on("exact-match", { label: "[1, 2]", prediction: "1 2" })).toBe(1);
  expect(on("exact-match", { label: "[sic", prediction: "sic" })).toBe(1);
});

test("what is no text is refused", () => {
  expect(() => on("token-f1", { label: "a", prediction: null })).toThrow(/prediction is null; a text is allowed/);
  expect(() => on("token-f1", { label: [["a"]], prediction: "a" })).toThrow(/label is a list; a text is allowed/);
  expect(on("exact-match", { label: 42, prediction: "42" })).toBe(1);
});
