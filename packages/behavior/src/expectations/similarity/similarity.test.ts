import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { levenshteinSimilarity } from "./levenshtein.ts";
import { rougeL } from "./rouge-l.ts";
import { jaccard, tokenF1 } from "./shared-words.ts";
import { SIMILARITY_METRICS, similarityOf } from "./similarity.ts";

describe("levenshtein", () => {
  // The textbook's distances: kitten to sitting 3, Saturday to Sunday 3.
  test.each([
    ["kitten", "sitting", 1 - 3 / 7],
    ["Saturday", "Sunday", 1 - 3 / 8],
    ["", "", 1],
    ["", "abc", 0],
    ["abc", "xyz", 0],
  ])("%s and %s: %d", (a, b, similarity) => {
    expect(levenshteinSimilarity(a, b)).toBe(similarity);
  });

  test("a character beyond the basic plane counts once", () => {
    expect(levenshteinSimilarity("a😀", "a😁")).toBe(0.5);
  });
});

describe("rouge-l", () => {
  // Lin 2004, section 3.1: S1 is the reference; S2 and S3 score 3/4 and 2/4, recall and precision being equal; of S4
  // "police" is not in order with the rest: 2/4.
  test.each([
    ["police kill the gunman", 3 / 4],
    ["the gunman kill police", 2 / 4],
    ["the gunman police killed", 2 / 4],
  ])("police killed the gunman and %s: %d", (candidate, similarity) => {
    expect(rougeL(candidate, "police killed the gunman")).toBe(similarity);
  });

  test("is the harmonic mean of recall and precision", () => {
    // Three of three reference words, three of five candidate words: 2 · 1 · 0.6 / 1.6.
    expect(rougeL("the cat sat down there", "The cat sat.")).toBeCloseTo(0.75, 15);
  });
});

describe("token-f1", () => {
  test("articles, case and punctuation do not count, as in SQuAD's script", () => {
    expect(tokenF1("The Eiffel-Tower!", "eiffeltower")).toBe(1);
  });

  test("is the harmonic mean of precision and recall, by hand", () => {
    // "in paris france" and "paris": 1 of 3 and 1 of 1.
    expect(tokenF1("in Paris, France", "Paris")).toBe(0.5);
    // "no no no" and "no yes": a word counts as often as in the text that has it less often. 1 of 3 and 1 of 2.
    expect(tokenF1("no no no", "no yes")).toBeCloseTo(0.4, 15);
  });
});

test("jaccard is the share of words in common, by hand", () => {
  // {red, green, blue} and {green, blue, white}: 2 of 4.
  expect(jaccard("red green blue", "Blue, green; white white!")).toBe(0.5);
  expect(jaccard("…", "")).toBe(1);
  expect(jaccard("naïve Ärger", "NAÏVE ärger")).toBe(1);
});

describe.each(SIMILARITY_METRICS)("%s", (metric) => {
  test("is from 0 to 1, the same both ways, and 1 of a text to itself", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "the", " ", ".", "😀", "É"), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const similarity = similarityOf(metric, a, b);
        expect(similarity).toBeGreaterThanOrEqual(0);
        expect(similarity).toBeLessThanOrEqual(1);
        expect(similarityOf(metric, b, a)).toBe(similarity);
        expect(similarityOf(metric, a, a)).toBe(1);
      }),
    );
  });

  test("of a text that is too long nothing can be told", () => {
    expect(similarityOf(metric, "a".repeat(8_193), "a")).toMatchObject({ problem: expect.stringContaining("8193") });
    expect(similarityOf(metric, "a", "a ".repeat(4_097))).toMatchObject({ problem: expect.stringContaining("8194") });
  });
});
