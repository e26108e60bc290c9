import * as v from "valibot";

const MAX_METRICS = 200;
const LINE_CHARACTERS = 1_000;

const line = v.pipe(
  v.string(),
  v.nonEmpty("must not be empty"),
  v.maxLength(LINE_CHARACTERS, `must have at most ${LINE_CHARACTERS} characters`),
);

/** The metrics that are compared and how they are judged: lines as the input `metrics` has them. */
export const metricsSectionSchema = v.pipe(
  v.array(line),
  v.nonEmpty("must not be empty"),
  v.maxLength(MAX_METRICS, `must have at most ${MAX_METRICS} entries`),
);
