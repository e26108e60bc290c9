import { NEGATED_CONTRACTIONS } from "./contraction-list.ts";
import { findPhrases, phraseIndex, replacePhrases } from "./phrases.ts";
import { verbOf } from "./verb-forms.ts";

const CONTRACTED = phraseIndex(NEGATED_CONTRACTIONS);

/** A negation and the word after it; what is before it decides what becomes of it. */
const NEGATION = /(?<![\p{L}'’])(?:(do|does|did) (not)|(can)(not)|(\p{L}+) (not|never)) (\p{L}+)/giu;
/** After these "not" is no negation of the sentence: "or not", "why not", "if not". */
const KEPT_AFTER = new Set(["or", "and", "but", "why", "if", "of", "perhaps", "maybe", "probably"]);
/** Nor before these: "not only good", "not just me". */
const KEPT_BEFORE = new Set(["only", "just", "to", "until", "because"]);

/**
 * The text without its negations: "is not good" and "isn't good" are "is good", "does not like" is "likes", "never
 * liked" is "liked". Null where there is none of which that can be said: not, n't, cannot and never are found, between
 * words alone. Of a verb that is not listed the auxiliary stays: "did not bark" is "did bark". "No", "nobody", "hardly"
 * and the like stay as they are. There is no parser behind it.
 */
export function removeNegation(text: string): string | null {
  const written = replacePhrases(text, findPhrases(text, CONTRACTED), ({ value }) => value);
  let count = 0;
  const removed = written.replace(NEGATION, (all: string, ...groups: (string | undefined)[]) => {
    const [auxiliary, , can, , before, , after = ""] = groups;
    if (KEPT_AFTER.has(before?.toLowerCase() ?? "") || KEPT_BEFORE.has(after.toLowerCase())) return all;
    count++;
    if (auxiliary !== undefined) return withoutDo(auxiliary, after);
    return `${can ?? before} ${after}`;
  });
  return count === 0 ? null : removed;
}

function withoutDo(auxiliary: string, verb: string): string {
  const forms = verbOf(verb);
  const kind = auxiliary.toLowerCase();
  // At a sentence's start it is an order: "Do not go" is "Go".
  const isCapital = auxiliary.charAt(0) !== kind.charAt(0);
  if (kind === "do") return isCapital ? verb.charAt(0).toUpperCase() + verb.slice(1) : verb;
  const form = kind === "does" ? forms?.third : forms?.past;
  return form === undefined || isCapital ? `${auxiliary} ${verb}` : form;
}
