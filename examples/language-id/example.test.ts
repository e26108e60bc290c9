import { mkdtempDisposable, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eld } from "eld/large";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { testBehavior } from "../shared/test-behavior.ts";
import { predict as predictCld3 } from "./models/cld3.ts";
import { predict as predictEld } from "./models/eld.ts";
import { CLASSES, CONTINENTS, languageOf } from "./models/languages.ts";
import { prepare } from "./prepare.ts";
import { readSentences } from "./sentences.ts";

const sentences = readSentences();

test("the suite's classes are those of the models", async () => {
  const suite: { classes: unknown } = parse(await readFile(join(import.meta.dirname, "suite.yml"), "utf8"));
  expect(suite.classes).toEqual(CLASSES);
});

// Thirty articles make about fifty paragraphs; some translations leave one out.
test("there are 93 languages with about fifty sentences each, at most 60 characters long", () => {
  const languages = Map.groupBy(sentences, ({ language }) => language);
  expect(languages.size).toBe(93);
  for (const [language, own] of languages) expect(own.length, language).toSatisfy((n) => n >= 49 && n <= 51);
  expect(new Set(sentences.map(({ id }) => id)).size).toBe(sentences.length);
  expect(Math.max(...sentences.map(({ text }) => [...text].length))).toBe(60);
});

test("a sentence is cut at a space, where its script has them", () => {
  const text = (id: string) => sentences.find((sentence) => sentence.id === id)?.text;
  // The declaration's own words (articles 1 and 2), counted by hand to the 60th character.
  expect(text("en-01")).toBe("All human beings are born free and equal in dignity and");
  expect([...(text("ja-02") ?? "")]).toHaveLength(60);
});

test("a model says of a language that it does not list that it is unsupported, and judges text alone as it can", () => {
  const [swahili] = sentences.filter(({ language }) => language === "sw");
  const { text = "", language = "" } = swahili ?? {};
  expect(predictEld([{ text, language }])).toEqual([{ unsupported: "the model does not list the language sw" }]);
  expect(predictCld3([{ text, language }])).toEqual(["sw"]);
  expect(CLASSES).toContain(predictEld([text])[0]);
});

test("eld lists the sixty languages that its README speaks of", () => {
  expect(new Set(Object.values(eld.info().Languages)).size).toBe(60);
});

// The first article in Hawaiian, which CLD3 knows and the suite does not ask for.
test("a language that the suite does not ask for is other", () => {
  expect(predictCld3(["Hānau kūʻokoʻa ʻia nā kānaka apau loa, a ua kau like ka hanohano"])).toEqual(["other"]);
});

interface Cld3 {
  loadModule(): Promise<{ create(least: number, most: number): { findLanguage(text: string): { language: string } } }>;
}

/** The libraries called one text at a time, without the example's modules. */
async function countWrong(continent: string) {
  const { loadModule }: Cld3 = createRequire(import.meta.url)("cld3-asm");
  const cld3 = (await loadModule()).create(0, 700);
  const own = sentences.filter((sentence) => sentence.continent === continent);
  const wrong = (detect: (text: string) => string) =>
    own.filter(({ text, language }) => languageOf(detect(text)) !== language).length;
  return {
    cases: own.length,
    cld3: wrong((text) => cld3.findLanguage(text).language),
    eld: wrong((text) => eld.detect(text).language),
  };
}

test("the verb finds the continent that the candidate loses, as a count without it does", {
  timeout: 120_000,
}, async () => {
  await using space = await mkdtempDisposable(join(tmpdir(), "airworthy-language-id-"));
  await prepare();
  const found = await testBehavior(
    {
      ...{ name: "language-id", suite: "suite.yml", candidate: "models/eld.ts", baseline: "models/cld3.ts" },
      evidence: join(space.path, "evidence"),
    },
    { folder: import.meta.dirname, report: "hide", progress: "hide" },
  );
  for (const continent of CONTINENTS) {
    const { cases, cld3, eld } = await countWrong(continent);
    const { candidate, baseline } = found.of(`every-language[continent=${continent}]`);
    expect([baseline?.failed, candidate.failed, candidate.judged], continent).toEqual([cld3, eld, cases]);
  }
  expect(found.of("every-language[continent=Africa]").change).toBe("regression");
  // Amharic and Yoruba are what eld has of Africa: 50 and 49 sentences.
  const listed = found.of("listed-languages[continent=Africa]").candidate;
  expect([listed.judged, listed.failed, listed.unsupported]).toEqual([99, 0, 548]);
});
