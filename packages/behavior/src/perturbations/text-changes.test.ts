import { expect, test } from "vitest";
import { casing } from "./casing.ts";
import { changeText } from "./change-text.ts";
import { CONTRACTIONS, EXPANDED_ONLY } from "./contraction-list.ts";
import { contractions } from "./contractions.ts";
import { punctuation } from "./punctuation.ts";
import { synonyms } from "./synonyms.ts";
import { urlsAndHandles } from "./urls-and-handles.ts";

// Expected values: checklist/perturb.py 0.0.11, contractions, run on each text.
test.each([
  ["I don't think it's good.", "I do not think it is good.", "I don't think it's good."],
  ["We are not sure that he is home.", "We are not sure that he is home.", "We're not sure that he's home."],
  ["You're late and I won't wait.", "You are late and I will not wait.", "You're late and I won't wait."],
  ["Yes, I am.", "Yes, I am.", "Yes, I am."],
  ["What is this? Who is there?", "What is this? Who is there?", "What's this? Who's there?"],
  ["I cannot go", "I cannot go", "I can't go"],
  ["we would not have been there", "we would not have been there", "we'd not have been there"],
  ["Could've been. mustn't", "Could have been. must not", "Could've been. mustn't"],
  ["she will not is not", "she will not is not", "she'll not is not"],
])("contractions of %j are as CheckList's", (text, expanded, contracted) => {
  expect(changeText(contractions({ by: "contractions" }), text)).toEqual([expanded, contracted]);
});

test("contractions know more than seventy, other apostrophes and capitals", () => {
  expect(CONTRACTIONS.length + EXPANDED_ONLY.length).toBeGreaterThan(70);
  expect(changeText(contractions({ by: "contractions" }), "DON’T. Isn’t it?")[0]).toBe("DO NOT. Is not it?");
});

// By hand from CheckList's punctuation: the text without its end, and that with a full stop, what differs of the two.
test.each([
  ["It is good.", ["It is good"]],
  ["It is good", ["It is good."]],
  ["Is it good?!", ["Is it good", "Is it good."]],
  ['He said "no".', ['He said "no', 'He said "no.']],
  ["C++", ["C++."]],
  ["50%", ["50%."]],
  ["...", []],
  ["", []],
])("punctuation of %j", (text, changed) => {
  expect(changeText(punctuation({ by: "punctuation" }), text)).toEqual(changed);
});

test("casing writes upper, lower, title, sentence, each once", () => {
  const all = casing({ by: "casing", to: ["upper", "lower", "title", "sentence"] });
  expect(changeText(all, "it isn't NEW. éa é!")).toEqual([
    "IT ISN'T NEW. ÉA É!",
    "it isn't new. éa é!",
    "It Isn't New. Éa É!",
    "It isn't new. Éa é!",
  ]);
});

test("random casing changes letters' case and nothing else, by the seed", () => {
  const random = casing({ by: "casing", to: ["random"] });
  const texts = Array.from({ length: 20 }, (_, seed) => changeText(random, "some ordinary words", seed)[0] ?? "");
  for (const text of texts) expect(text.toLowerCase()).toBe("some ordinary words");
  expect(new Set(texts).size).toBe(20);
});

test("synonyms are put one word at a time, wherever it stands; take draws of them", () => {
  const words = new Map([
    ["good", ["great", "excellent"]],
    ["film", ["movie"]],
  ]);
  const text = "A good film. Good!";
  const all = ["A great film. Great!", "An excellent film. Excellent!", "A good movie. Good!"];
  expect(changeText(synonyms({ by: "synonyms", words }), text)).toEqual(all);
  const [drawn = "", ...others] = changeText(synonyms({ by: "synonyms", words, take: 1 }), text);
  expect(all).toContain(drawn);
  expect(others).toEqual([]);
  expect(changeText(synonyms({ by: "synonyms", words }), "a goodly filmstrip")).toEqual([]);
});

test("URLs and handles stand at the start or the end, as many as asked for, none twice", () => {
  const texts = changeText(urlsAndHandles({ by: "urls-and-handles", take: 8 }), "Hi there");
  const url = "https://t\\.co/[a-zA-Z0-9]{6}";
  const counts = [`^${url} Hi there$`, `^Hi there ${url}$`, "^@[a-zA-Z0-9]{6} Hi there$", "^Hi there @[a-zA-Z0-9]{6}$"];
  for (const form of counts) expect(texts.filter((text) => new RegExp(form).test(text))).toHaveLength(2);
  expect(new Set(texts).size).toBe(8);
  const [only] = changeText(urlsAndHandles({ by: "urls-and-handles", add: ["handle"], at: ["end"], take: 1 }), "Hi");
  expect(only).toMatch(/^Hi @\w{6}$/);
});
