import { EXPORT_FIELDS } from "@airworthy/feedback";
import * as v from "valibot";

const MOST_CHARACTERS = 200;
const MOST_ITEMS = 100;
const MOST_CLASSES = 1_000;

const name = v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(MOST_CHARACTERS));
const label = v.pipe(
  name,
  v.check((text) => text.trim() !== "" && !text.includes(","), "must be a label without commas"),
);
const few = <T extends v.GenericSchema<unknown, unknown>>(item: T) =>
  v.pipe(v.array(item), v.maxLength(MOST_ITEMS, `must have at most ${MOST_ITEMS} items`));

/** A person such as "@ann" or a team such as "@org/team". */
const reviewer = v.pipe(
  v.string(),
  v.regex(
    /^@[A-Za-z0-9][A-Za-z0-9_-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)?$/,
    "must be a person such as @ann or a team such as @org/team",
  ),
);

const exportSchema = v.strictObject({
  /** Of a file of JSON Lines; a `*` in its name stands for any characters. */
  path: name,
  /** The columns of the fields that are not called as the fields are. */
  columns: v.exactOptional(v.partial(v.strictObject(v.entriesFromList(EXPORT_FIELDS, name)))),
  /** Whether the application tells people that what they say may be kept as data; unknown without it. */
  consent: v.exactOptional(v.boolean()),
});

/** Where people say what of the model's answers, and what becomes of it. */
export const feedbackSectionSchema = v.strictObject({
  /** The model that rows are about which name none; rows of others are refused. */
  model: name,
  /** Issues with one of these labels are feedback. */
  labels: v.exactOptional(few(label), ["feedback"]),
  /** Issues with this label ask for what their authors said to be removed. */
  "removal-label": v.exactOptional(label, "feedback-removal"),
  /** A file of what is to be removed: a row's id or a login a line. */
  removals: v.exactOptional(name),
  exports: v.exactOptional(few(exportSchema), []),
  /** Whether comments, and issues without the form, may be kept as data; unknown without it. */
  consent: v.exactOptional(v.boolean()),
  /** The folder of the data set, from the root of the repository. */
  folder: v.exactOptional(name, ".airworthy/feedback"),
  /** The suite that has the tests; its table is beside it, and ends in .jsonl. */
  suite: v.exactOptional(v.pipe(name, v.regex(/[^/]\.ya?ml$/, "must end in .yml or .yaml")), "suites/feedback.yml"),
  /** The file of training rows; that of the data set's folder without it. */
  training: v.exactOptional(name),
  /** All that the model may answer; without it, it answers with text. */
  classes: v.exactOptional(v.pipe(v.array(name), v.minLength(2), v.maxLength(MOST_CLASSES))),
  /** Whose word settles a case; those who may write to the repository without it. */
  reviewers: v.exactOptional(few(reviewer)),
  /** How many of them must say the same. With 0 merging the pull request is all the review there is. */
  agree: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MOST_ITEMS)), 1),
  /** Of the examples the share that become tests; the others are training rows. */
  "test-share": v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 0.5),
  /** How many themes comments fall into; the number that parts them best without it. */
  themes: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(2), v.maxValue(12))),
  /** How many reported cases a version may break. */
  "max-broken": v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
});

export type FeedbackSection = v.InferOutput<typeof feedbackSectionSchema>;
