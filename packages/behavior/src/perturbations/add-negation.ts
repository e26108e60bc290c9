import { verbWith } from "./verb-forms.ts";

const SENTENCE = /[^.!?\n]+[.!?]*/g;
const WORD = /\p{L}+(?:['’]\p{L}+)*/gu;
const NEGATIVE = /n['’]t\b|\b(?:not|never|no|nobody|none|nothing|nor|neither|cannot)\b/i;

const AUXILIARIES = new Set("is are was were am can could will would shall should must may might".split(" "));
const PLURAL_SUBJECTS = new Set(["i", "you", "we", "they"]);
const SINGULAR_SUBJECTS = new Set(["he", "she", "it"]);
/** Those with a verb after the apostrophe: not "let's", not a possessive. */
const CONTRACTED = /^(?:i|you|he|she|it|we|they|that|this|there)['’](?:s|re|m|ll)$/i;
/** They may stand between a subject and its verb. */
const ADVERBS = new Set(["really", "also", "truly", "just", "absolutely", "certainly", "definitely", "still"]);

interface Word {
  readonly start: number;
  readonly end: number;
  readonly lower: string;
}

/**
 * The text with "not" in its first sentence that can have it: after the first auxiliary (is, can, would …), or with do,
 * does or did before a listed verb that has a pronoun for its subject. Null where no sentence can: questions, orders,
 * sentences that are negative already, other verbs and subjects are left alone. There is no parser behind it.
 */
export function addNegation(text: string): string | null {
  for (const sentence of text.matchAll(SENTENCE)) {
    const [said] = sentence;
    if (said.includes("?") || NEGATIVE.test(said)) continue;
    const negated = negate(said);
    if (negated === null) continue;
    return text.slice(0, sentence.index) + negated + text.slice(sentence.index + said.length);
  }
  return null;
}

function negate(sentence: string): string | null {
  const words = Array.from(sentence.matchAll(WORD), (match): Word => {
    return { start: match.index, end: match.index + match[0].length, lower: match[0].toLowerCase() };
  });
  for (const [place, word] of words.entries()) {
    if (CONTRACTED.test(word.lower)) return insertAt(sentence, word.end, " not");
    // With nothing before it, it is an order or a question.
    if (place === 0) continue;
    if (AUXILIARIES.has(word.lower)) return insertAt(sentence, word.end, word.lower === "can" ? "not" : " not");
    const negated = negateVerb(sentence, words, place);
    if (negated !== null) return negated;
  }
  return null;
}

/** "She really likes it" is "She does not really like it". */
function negateVerb(sentence: string, words: readonly Word[], place: number): string | null {
  const verb = words[place];
  const forms = verb === undefined ? undefined : verbWith(verb.lower);
  if (verb === undefined || forms === undefined) return null;
  const start = ADVERBS.has(words[place - 1]?.lower ?? "") ? place - 1 : place;
  const subject = words[start - 1]?.lower ?? "";
  const auxiliary = auxiliaryFor(subject, verb.lower, forms);
  const from = words[start]?.start;
  if (auxiliary === null || from === undefined) return null;
  const between = sentence.slice(from, verb.start);
  return `${sentence.slice(0, from)}${auxiliary} not ${between}${forms.base}${sentence.slice(verb.end)}`;
}

function auxiliaryFor(
  subject: string,
  form: string,
  { base, third, past }: { readonly base: string; readonly third: string; readonly past: string },
): string | null {
  const isPlural = PLURAL_SUBJECTS.has(subject);
  const isSingular = SINGULAR_SUBJECTS.has(subject);
  if (form === past && (isPlural || isSingular)) return "did";
  if (form === third && isSingular) return "does";
  return form === base && isPlural ? "do" : null;
}

function insertAt(text: string, place: number, inserted: string): string {
  return text.slice(0, place) + inserted + text.slice(place);
}
