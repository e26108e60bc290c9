import * as v from "valibot";
import { type Asserted, type Check, defineAssertion, type Held, heldIf } from "./check.ts";
import { highestOf, lowestOf } from "./combine.ts";
import { assertedTextSchema, holdsOfText } from "./expected-text.ts";

const MAX_TEXTS = 200;

const textsSchema = v.pipe(
  v.array(assertedTextSchema),
  v.minLength(1, "must not be empty"),
  v.maxLength(MAX_TEXTS, `must have at most ${MAX_TEXTS} entries`),
);

const ignoreCase = v.pipe(v.optional(v.boolean(), false), v.description("Upper and lower case are the same."));
const caseEntries = { "ignore-case": ignoreCase };

export const equalsAssertion = defineAssertion(
  "equals",
  v.strictObject({
    equals: v.pipe(assertedTextSchema, v.description("The whole answer is this text.")),
    trim: v.pipe(v.optional(v.boolean(), false), v.description("White space around the answer does not count.")),
    ...caseEntries,
  }),
  (spec) =>
    textCheck({ texts: [spec.equals], ignoreCase: spec["ignore-case"], words: "is" }, (answer, text) =>
      spec.trim ? answer.trim() === text.trim() : answer === text,
    ),
);

export const containsAssertion = defineAssertion(
  "contains",
  v.strictObject({
    contains: v.pipe(assertedTextSchema, v.description("The answer has this text in it.")),
    ...caseEntries,
  }),
  (spec) => textCheck({ texts: [spec.contains], ignoreCase: spec["ignore-case"], words: "contains" }, includes),
);

export const containsAnyAssertion = defineAssertion(
  "contains-any",
  v.strictObject({
    "contains-any": v.pipe(textsSchema, v.description("The answer has at least one of these texts in it.")),
    ...caseEntries,
  }),
  (spec) =>
    textCheck({ texts: spec["contains-any"], ignoreCase: spec["ignore-case"], words: "contains any of" }, includes),
);

export const containsAllAssertion = defineAssertion(
  "contains-all",
  v.strictObject({
    "contains-all": v.pipe(textsSchema, v.description("The answer has every one of these texts in it.")),
    ...caseEntries,
  }),
  (spec) => {
    const options = { texts: spec["contains-all"], ignoreCase: spec["ignore-case"], words: "contains all of" };
    return textCheck({ ...options, all: true }, includes);
  },
);

export const startsWithAssertion = defineAssertion(
  "starts-with",
  v.strictObject({
    "starts-with": v.pipe(assertedTextSchema, v.description("The answer begins with this text.")),
    ...caseEntries,
  }),
  (spec) =>
    textCheck({ texts: [spec["starts-with"]], ignoreCase: spec["ignore-case"], words: "starts with" }, (answer, text) =>
      answer.startsWith(text),
    ),
);

function includes(answer: string, text: string): boolean {
  return answer.includes(text);
}

interface TextOptions {
  readonly texts: readonly string[];
  readonly ignoreCase: boolean;
  readonly words: string;
  /** Each text must hold, not only one of them. */
  readonly all?: boolean;
}

function textCheck(options: TextOptions, matches: (answer: string, text: string) => boolean): Check {
  const folded = (text: string) => (options.ignoreCase ? text.toLowerCase() : text);
  const held = (asserted: Asserted, text: string): Held => {
    const answer = folded(asserted.answer.prediction);
    return holdsOfText(text, asserted, (filled) => heldIf(matches(answer, folded(filled))));
  };
  const combine = options.all === true ? lowestOf : highestOf;
  return {
    asks: false,
    words: `${options.words} ${options.texts.map((text) => JSON.stringify(text)).join(", ")}`,
    holds: (asserted) => combine(options.texts.map((text) => held(asserted, text))),
  };
}
