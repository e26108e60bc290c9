import { sha256Digest } from "@airworthy/evidence";
import * as v from "valibot";

/** Where people say it. */
export const SOURCE_KINDS = ["issue", "comment", "reaction", "export"] as const;
/** What they say of an answer. A comment says neither. */
export const FEEDBACK_KINDS = ["wrong", "right", "comment"] as const;

export type SourceKind = (typeof SOURCE_KINDS)[number];
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

/** A comment is read, grouped and shown; more is an essay, of which the beginning says enough. */
export const MOST_COMMENT = 4_000;
/** What a model was asked or answered is a test only whole: longer ones are refused. A long prompt is a few pages. */
export const MOST_CONTENT = 20_000;
/** As suites of behaviour tests have it for an expected text. */
export const MOST_EXPECTED = 2_000;
export const MOST_NAME = 200;
export const MOST_LINK = 1_000;

const text = (most: number) =>
  v.pipe(
    v.string(),
    v.maxLength(most),
    v.check((value) => value.isWellFormed(), "must be whole characters"),
  );
const named = (most: number) => v.pipe(text(most), v.nonEmpty("must not be empty"));
const digest = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/, `must be as ${sha256Digest("").slice(0, 12)}…`));

export const rowEntries = {
  /** 16 hexadecimal digits that its source gives: the same said again in the same place is the same row. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/, "must be 16 hexadecimal digits")),
  /** The case of a report or suite that it is about. */
  caseId: v.nullable(named(MOST_NAME)),
  model: named(MOST_NAME),
  /** Of the model's package. */
  digest: v.nullable(digest),
  source: v.strictObject({ kind: v.picklist(SOURCE_KINDS), link: named(MOST_LINK) }),
  /** A login, or a salted hash behind a tilde; null where nobody knows. */
  reviewer: v.nullable(named(MOST_NAME)),
  on: v.pipe(v.string(), v.isoTimestamp("must be an ISO 8601 time")),
  kind: v.picklist(FEEDBACK_KINDS),
  text: text(MOST_COMMENT),
  input: v.nullable(text(MOST_CONTENT)),
  output: v.nullable(text(MOST_CONTENT)),
  expected: v.nullable(text(MOST_EXPECTED)),
  /** Whether it may be kept as data; null where nobody said. */
  consent: v.nullable(v.boolean()),
  /** As BCP 47 has it, such as "de" or "pt-BR". */
  language: v.nullable(
    v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, "must be as BCP 47 has it")),
  ),
};

const rowSchema = v.strictObject(rowEntries);

/** What somebody says of a model's answer. All texts are untrusted, and have no controls and nothing invisible. */
export type FeedbackRow = Readonly<v.InferOutput<typeof rowSchema>>;

export const LANGUAGE = rowEntries.language.wrapped;
export const DIGEST = digest;
