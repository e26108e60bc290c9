import * as v from "valibot";

/** What CheckList's `read_pred_file` reads, in its words, and our own: JSON lines. */
const PREDICTION_FORMATS = [
  "jsonl",
  "pred_only",
  "softmax",
  "binary_conf",
  "pred_and_conf",
  "pred_and_softmax",
] as const;

export type PredictionFormat = (typeof PREDICTION_FORMATS)[number];

const text = v.pipe(v.string(), v.nonEmpty());

/** A predictor file's entries beside its kind: predictions that were made beforehand. */
export const predictionsEntries = {
  file: v.pipe(text, v.description("The file of predictions.")),
  format: v.optional(
    v.pipe(
      v.picklist(PREDICTION_FORMATS),
      v.description(
        "jsonl: lines of {id or input, prediction, scores}. The others are CheckList's, a line for each example of `order`.",
      ),
    ),
  ),
  classes: v.optional(
    v.pipe(
      v.array(text),
      v.minLength(1),
      v.check((names) => new Set(names).size === names.length, "names a class twice"),
      v.description("The classes in the order of the model's indexes and scores, from 0. For CheckList's formats."),
    ),
  ),
  order: v.optional(
    v.pipe(
      text,
      v.description(
        "The examples that CheckList's formats answer: a text a line, or JSON a line where the name ends in .jsonl.",
      ),
    ),
  ),
};

const configSchema = v.object(predictionsEntries);

export type PredictionsConfig = v.InferOutput<typeof configSchema>;
