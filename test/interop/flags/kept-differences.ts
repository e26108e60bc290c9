import type { Question } from "./question.ts";

/** A case in which our resolver is meant to answer otherwise than flagd. */
export interface KeptDifference {
  /** What differs and why, as a sentence of Markdown. */
  readonly why: string;
  readonly question: Question;
  /** Variant, and the error code or reason; or that the whole file is refused. Flagd's is one of several where it is not always the same. */
  readonly flagd: readonly string[];
  readonly ours: string;
}

type Context = Readonly<Record<string, unknown>>;

const VARIANTS = { on: "A", off: "B", "0": "zero", "-0": "minus zero" };

/** All of them. */
export const KEPT_DIFFERENCES: readonly KeptDifference[] = [
  {
    why: "A value beyond 2^53 - 1 has no exact number in JavaScript: it is refused rather than rounded, as flagd's decision on numbers asks for.",
    question: questionOf({ state: "ENABLED", variants: { on: 2 ** 60 }, defaultVariant: "on" }),
    flagd: ["on STATIC"],
    ours: "PARSE_ERROR",
  },
  {
    why: "A variant that is null is a broken one, without an answer of any type: flagd calls it a mismatch of types.",
    question: questionOf({ state: "ENABLED", variants: { on: null }, defaultVariant: "on" }),
    flagd: ["on TYPE_MISMATCH"],
    ours: "PARSE_ERROR",
  },
  {
    why: "A rule that answers an object of the context names no variant: flagd takes the object for another rule, and fails in it.",
    question: ruleOf({ if: [true, { var: "plan" }] }, { plan: { level: 1 } }),
    flagd: ["PARSE_ERROR"],
    ours: "GENERAL",
  },
  {
    why: "A flag that is broken, such as by a default that is no variant, is an error of its own: flagd refuses the whole file, and its server goes on with the file before.",
    question: questionOf({ state: "ENABLED", variants: VARIANTS, defaultVariant: "none" }),
    flagd: ["refused"],
    ours: "PARSE_ERROR",
  },
  {
    why: "A state that is neither `ENABLED` nor `DISABLED` is an error: flagd takes it for enabled.",
    question: questionOf({ state: "enabled", variants: VARIANTS, defaultVariant: "on" }),
    flagd: ["on STATIC"],
    ours: "PARSE_ERROR",
  },
  {
    why: "Half of a surrogate pair is not U+FFFD until it is hashed: flagd gets it as such, since JSON on a network has no halves.",
    question: ruleOf({ if: [{ starts_with: [{ var: "name" }, "\ud83d"] }, "on", "off"] }, { name: "😀" }),
    flagd: ["off TARGETING_MATCH"],
    ours: "on TARGETING_MATCH",
  },
  {
    why: "Texts are ordered by UTF-16 as JavaScript has them, which differs from flagd's UTF-8 for U+E000 to U+FFFF beside what is above them.",
    question: ruleOf({ if: [{ "<": ["\uffff", { var: "name" }] }, "on", "off"] }, { name: "😀" }),
    flagd: ["on TARGETING_MATCH"],
    ours: "off TARGETING_MATCH",
  },
  {
    why: "A number from 1e21 on, or below 1e-6, is joined to a text as JavaScript and JSON write it, not with all its zeros.",
    question: ruleOf({ if: [{ ends_with: [{ cat: ["n", { var: "age" }] }, "e+21"] }, "on", "off"] }, { age: 1e21 }),
    flagd: ["off TARGETING_MATCH"],
    ours: "on TARGETING_MATCH",
  },
  {
    why: "A version may be a number of any size: of seven digits or more, flagd reads one with an exponent, which is no version.",
    question: ruleOf({ if: [{ sem_ver: [{ var: "build" }, ">=", "2"] }, "on", "off"] }, { build: 20_260_302 }),
    flagd: ["off TARGETING_MATCH"],
    ours: "on TARGETING_MATCH",
  },
  {
    why: "A third argument of `starts_with` or `ends_with` is not looked at: flagd answers null then.",
    question: ruleOf({ if: [{ "===": [{ starts_with: ["ab", "a", "x"] }, null] }, "on", "off"] }),
    flagd: ["on TARGETING_MATCH"],
    ours: "off TARGETING_MATCH",
  },
  {
    why: "A fourth value of a chain of comparisons is not looked at: flagd compares no more than two then.",
    question: ruleOf({ if: [{ "<": [1, 3, 2, 9] }, "on", "off"] }),
    flagd: ["on TARGETING_MATCH"],
    ours: "off TARGETING_MATCH",
  },
  {
    why: "Items of a list without a rule for them are mapped to nothing, one by one: flagd answers an empty list then.",
    question: ruleOf({ if: [{ map: [[1, 2]] }, "on", "off"] }),
    flagd: ["off TARGETING_MATCH"],
    ours: "on TARGETING_MATCH",
  },
  {
    why: "What is divided by 0 without being a number, NaN, is false as in JavaScript: in flagd it is true.",
    question: ruleOf({ if: [{ "%": [{ var: "age" }, 0] }, "on", "off"] }, { age: 7 }),
    flagd: ["on TARGETING_MATCH"],
    ours: "off TARGETING_MATCH",
  },
  {
    why: "Zero has no sign: a rule that comes to -0 names the variant `0`, where flagd looks for `-0`.",
    question: ruleOf({ "*": [{ var: "age" }, 0] }, { age: -1 }),
    flagd: ["-0 TARGETING_MATCH"],
    ours: "0 TARGETING_MATCH",
  },
  {
    why: "A variable without a name is the whole context, as an empty name is: flagd finds nothing where the name is null.",
    question: ruleOf({ if: [{ var: null }, "on", "off"] }, { age: 7 }),
    flagd: ["off TARGETING_MATCH"],
    ours: "on TARGETING_MATCH",
  },
  {
    why: "A flag that is not there is answered with the metadata of the file: flagd has none for it.",
    question: { ...questionOf({ state: "ENABLED", variants: VARIANTS }), flags: ["another"] },
    flagd: ["FLAG_NOT_FOUND without metadata"],
    ours: "FLAG_NOT_FOUND",
  },
  {
    why: "A `$ref` in an evaluator is followed: flagd follows it or not, as the random order of Go's maps has it.",
    question: ruleOf(
      { if: [{ $ref: "isGuest" }, "on", "off"] },
      { name: "jo" },
      { isKnown: { "!!": [{ var: "name" }] }, isGuest: { "!": [{ $ref: "isKnown" }] } },
    ),
    flagd: ["off TARGETING_MATCH", "PARSE_ERROR"],
    ours: "off TARGETING_MATCH",
  },
];

function ruleOf(targeting: object, context: Context = {}, evaluators?: object): Question {
  return questionOf({ state: "ENABLED", variants: VARIANTS, defaultVariant: "on", targeting }, context, evaluators);
}

function questionOf(flag: object, context: Context = {}, $evaluators?: object): Question {
  const definition = JSON.stringify({ flags: { flag }, $evaluators, metadata: { flagSetId: "kept" } });
  return { definition, flags: ["flag"], contexts: [context] };
}
