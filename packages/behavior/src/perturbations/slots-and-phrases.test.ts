import { createRandom } from "@airworthy/stats";
import { expect, test } from "vitest";
import type { Filled } from "../cases/case.ts";
import { addedPhrases } from "./added-phrases.ts";
import { changeText } from "./change-text.ts";
import { insert } from "./insert.ts";
import { protectedTerms } from "./protected.ts";
import { vary } from "./vary.ts";

const lexicons = new Map([
  ["name", ["Ann", "Bo", "Cleo", "Ann"]],
  ["very", ["very", "awfully"]],
  ["like", ["like", "love"]],
  ["faith", ["Christian", "Muslim", "atheist"]],
  ["one", ["word"]],
]);

function filled(template: string, words: [string, string][] = []): Filled {
  return { template, words: new Map(words) };
}

test("vary puts each other word once into the slot, the first being the original's", () => {
  const { original, change } = vary({ by: "vary", slot: "name" }, lexicons);
  expect(original?.(createRandom(1))).toBe("Ann");
  expect(change(filled("{name}!", [["name", "Ann"]]), createRandom(1))).toEqual(["Bo!", "Cleo!"]);
});

test("vary with take draws that many beside a drawn original, all different", () => {
  const { original, change } = vary({ by: "vary", slot: "name2", take: 1 }, lexicons);
  const pairs = Array.from({ length: 50 }, (_, seed) => {
    const own = original?.(createRandom(seed)) ?? "";
    return [own, ...change(filled("{name2}", [["name2", own]]), createRandom(seed))];
  });
  for (const pair of pairs) expect(new Set(pair).size).toBe(2);
  // Each of 3 names with each of the 2 others.
  expect(new Set(pairs.map((pair) => pair.join())).size).toBe(6);
});

test("insert puts each word before the slot's, and the article follows", () => {
  const { change } = insert({ by: "insert", words: "very", before: "x" }, lexicons);
  expect(change(filled("This is {a:x} day.", [["x", "good"]]), createRandom(1))).toEqual([
    "This is a very good day.",
    "This is an awfully good day.",
  ]);
});

test("append puts a full stop and a phrase, prepend the phrase; slots of a phrase are filled", () => {
  const append = addedPhrases({ by: "append", phrases: ["I {like} you.", "Yes."] }, lexicons);
  expect(changeText(append, "It was fine!")).toEqual([
    "It was fine. I like you.",
    "It was fine. I love you.",
    "It was fine. Yes.",
  ]);
  const prepend = addedPhrases({ by: "prepend", phrases: ["Yes."], take: 1 }, lexicons);
  expect(changeText(prepend, "It was fine!")).toEqual(["Yes. It was fine!"]);
  expect(changeText(append, " ?")).toEqual([]);
  expect(() => addedPhrases({ by: "append", phrases: ["{lik}"] }, lexicons)).toThrow("did you mean like?");
  expect(() => addedPhrases({ by: "append", phrases: ["{"] }, lexicons)).toThrow("belongs to no slot");
});

test("a word of a protected lexicon becomes each other one", () => {
  const swap = protectedTerms({ by: "protected", lexicon: "faith" }, lexicons);
  expect(changeText(swap, "She is an atheist, a christian atheist.")).toEqual([
    "She is a Christian, a christian Christian.",
    "She is a Muslim, a christian Muslim.",
    "She is an atheist, a muslim atheist.",
    "She is an atheist, an atheist atheist.",
  ]);
  expect(changeText(swap, "She is tall.")).toEqual([]);
});

test("words of one kind of person are changed together", () => {
  const groups = [
    ["he", "she", "they"],
    ["his", "her", "their"],
  ];
  const swap = protectedTerms({ by: "protected", groups }, lexicons);
  expect(changeText(swap, "He lost his way, his head.")).toEqual([
    "She lost her way, her head.",
    "They lost their way, their head.",
  ]);
  expect(changeText(protectedTerms({ by: "protected", groups, take: 1 }, lexicons), "He lost his way.")).toHaveLength(
    1,
  );
});

test("a lexicon that is not there or cannot vary is a UserError", () => {
  expect(() => vary({ by: "vary", slot: "nane" }, lexicons)).toThrow("did you mean name?");
  expect(() => vary({ by: "vary", slot: "one" }, lexicons)).toThrow("one word only");
  expect(() => insert({ by: "insert", words: "vary", before: "x" }, lexicons)).toThrow("did you mean very?");
  expect(() => protectedTerms({ by: "protected", lexicon: "one" }, lexicons)).toThrow("one word only");
});
