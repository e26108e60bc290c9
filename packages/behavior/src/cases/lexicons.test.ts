import { expect, test } from "vitest";
import { loadLexicons, unknownName, wordsFor, wordsOf } from "./lexicons.ts";
import { SHIPPED_LEXICONS, shippedLexicon } from "./shipped-lexicons.ts";

test("a suite's own words stay as they are, and a shipped lexicon is put for its name", async () => {
  const lexicons = await loadLexicons(
    new Map<string, readonly string[] | { shipped: "religion" }>([
      ["food", ["soup"]],
      ["faith", { shipped: "religion" }],
    ]),
  );
  expect(lexicons.get("food")).toEqual(["soup"]);
  expect(lexicons.get("faith")).toContain("Islam");
});

test("digits at a slot's end are not part of its lexicon's name, unless they are", () => {
  const lexicons = new Map([
    ["name", ["Ann"]],
    ["b2", ["exact"]],
    ["constructor", ["own"]],
  ]);
  expect(wordsFor("name12", lexicons)).toEqual(["Ann"]);
  expect(wordsFor("b2", lexicons)).toEqual(["exact"]);
  expect(wordsFor("b3", lexicons)).toBeUndefined();
  expect(wordsFor("constructor1", lexicons)).toEqual(["own"]);
  expect(() => wordsOf("nane", lexicons)).toThrow('unknown lexicon "nane"; did you mean name?');
});

test("where no name is near, the first known ones are said", () => {
  expect(unknownName("field", "zzzzzz", ["a", "b"])).toBe('unknown field "zzzzzz"; known are a, b');
  expect(unknownName("field", "zzzzzz", [])).toBe('unknown field "zzzzzz"; known are none');
});

test("every shipped lexicon has 10 to 300 words, each once and clean", async () => {
  for (const name of SHIPPED_LEXICONS) {
    const words = await shippedLexicon(name);
    expect(new Set(words).size, name).toBe(words.length);
    expect(words.length, name).toBeGreaterThanOrEqual(10);
    expect(words.length, name).toBeLessThanOrEqual(300);
    for (const word of words) expect(word, name).toMatch(/^\p{L}[\p{L}'’ -]*\p{L}$/u);
  }
});

test("countries and nationalities stand at the same places, and no name is of both sexes", async () => {
  const [countries, nationalities] = [await shippedLexicon("country"), await shippedLexicon("nationality")];
  expect(nationalities[countries.indexOf("Netherlands")]).toBe("Dutch");
  expect(nationalities).toHaveLength(countries.length);
  const men = new Set(await shippedLexicon("male_name"));
  expect((await shippedLexicon("female_name")).filter((name) => men.has(name))).toEqual([]);
});
