import { createRequire } from "node:module";

type Labels = Readonly<Record<string, number>>;

interface Analyzer {
  registerLanguage(code: string, language: { labels: Labels; scoringStrategy: { apply: typeof negated } }): void;
  analyze(text: string, options: { language: string }): { score: number };
}

const require = createRequire(import.meta.url);
const Sentiment: new () => Analyzer = require("sentiment");
const labels: Labels = require("sentiment/languages/en/labels.json");

const LANGUAGE = "en-mended";
/** "not a very good film": how many words before the laden one are searched. */
const REACH = 3;
const NEGATOR = /^(not|no|never|non|none|nothing|cannot|without|nor|hardly)$|n['’]t$/;

const analyzer = new Sentiment();
analyzer.registerLanguage(LANGUAGE, { labels, scoringStrategy: { apply: negated } });

/** The sum of the AFINN-165 values (-5 to 5 each) of a text's words, those soon after a negator with the opposite sign. */
export function score(text: string): number {
  return analyzer.analyze(text, { language: LANGUAGE }).score;
}

/** sentiment 5.0.2 looks at the one word before, and for twelve negators only. */
function negated(words: readonly string[], at: number, value: number): number {
  return words.slice(Math.max(0, at - REACH), at).some((word) => NEGATOR.test(word)) ? -value : value;
}
