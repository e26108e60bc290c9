import fc from "fast-check";
import { expect, test } from "vitest";
import { findPhrases, phraseIndex, replacePhrases } from "./phrases.ts";

function replace(text: string, words: Record<string, string>): string {
  const index = phraseIndex(Object.entries(words));
  return replacePhrases(text, findPhrases(text, index), ({ value }) => value);
}

test("phrases are found as whole words, in any case, the longest at each place", () => {
  const words = { he: "she", New: "Old", "New York": "Oslo" };
  expect(replace("The head of New York; he, then HE.", words)).toBe("The head of Oslo; she, then SHE.");
  expect(replace("New Yorker", words)).toBe("Old Yorker");
  expect(replace("he_ _he he2 hé", words)).toBe("he_ _he he2 hé");
});

test("capitals stay where they are not the word's own", () => {
  const words = { good: "great", Muslim: "atheist", atheist: "Muslim", I: "we" };
  expect(replace("Good. GOOD! good", words)).toBe("Great. GREAT! great");
  expect(replace("Muslim cooks and a Muslim cook", words)).toBe("Atheist cooks and an atheist cook");
  expect(replace("an atheist, AN ATHEIST, an Atheist", words)).toBe("a Muslim, A MUSLIM, a Muslim");
  expect(replace("so i said and I said", words)).toBe("so we said and we said");
});

test("an article follows its word, and nothing that only looks like one does", () => {
  const words = { good: "excellent", idea: "plan" };
  expect(replace("a good; A good; Anna good; a  good", words)).toBe(
    "an excellent; An excellent; Anna excellent; an  excellent",
  );
  expect(replace("an idea is no a-idea", words)).toBe("a plan is no a-plan");
});

test("both kinds of apostrophe are one", () => {
  expect(replace("don’t and don't", { "don't": "do not" })).toBe("do not and do not");
});

test("a letter whose lower case is longer moves nothing", () => {
  expect(replace("İİ Ann İstanbul", { Ann: "Bo", İstanbul: "İzmir" })).toBe("İİ Bo İzmir");
});

test("the names of an object's own machinery are phrases like any other", () => {
  expect(replace("constructor and toString", { constructor: "maker" })).toBe("maker and toString");
});

test("matches are in order, none over another, and phrases put for themselves change nothing", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "b ", "ab", " ", "É", "’", "😀", ".", "A ", "an "), { maxLength: 30 }),
      fc.array(fc.constantFrom("a", "b a", "ab", "É", "a an"), { maxLength: 4 }),
      (pieces, phrases) => {
        const text = pieces.join("");
        const matches = findPhrases(text, phraseIndex(phrases.map((phrase) => [phrase, phrase])));
        let end = 0;
        for (const match of matches) {
          expect(match.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(match.start, match.end).toLowerCase()).toBe(match.listed.toLowerCase());
          end = match.end;
        }
        expect(replacePhrases(text, matches, ({ start, end }) => text.slice(start, end))).toBe(text);
      },
    ),
  );
});
