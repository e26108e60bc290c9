import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { identityOf } from "../identity.ts";
import type { LineFile } from "../lookup/line-file.ts";
import type { Predictor, PredictorOptions } from "../predictor.ts";
import { type AnswerRows, indexJsonLines } from "./json-line-rows.ts";
import { indexOrdered } from "./ordered-rows.ts";
import type { PredictionsConfig } from "./predictions-config.ts";
import { openLines } from "./row-files.ts";

/**
 * Predictions made beforehand, in JSON lines or in one of CheckList's formats. Each line is looked at once when the file
 * is opened, and read again when it is asked for: in memory is an index of some 40 bytes a line, not the answers.
 * Throws a UserError that names the file and the line of what is wrong; a question that no line answers is a problem.
 */
export async function openPredictions(config: PredictionsConfig, options: PredictorOptions): Promise<Predictor> {
  const files: string[] = [];
  using opened = new DisposableStack();
  const open = (name: string): LineFile => {
    const path = resolve(options.cwd, name);
    files.push(path);
    return opened.use(openLines(path, name));
  };
  const rows = await indexRows(config, open, options.signal);
  const kept = opened.move();
  return {
    files,
    identity: identityOf({ kind: "predictions", ...config }),
    predict: (questions) => Promise.resolve(questions.map((question) => rows.find(question))),
    [Symbol.asyncDispose]: async () => kept.dispose(),
  };
}

async function indexRows(
  { file, format = "jsonl", classes = [], order }: PredictionsConfig,
  open: (name: string) => LineFile,
  signal: AbortSignal | undefined,
): Promise<AnswerRows> {
  if (format === "jsonl") {
    if (order === undefined) return indexJsonLines(open(file), file, signal);
    throw new UserError(`${file}: order goes with CheckList's formats only; JSON lines have an id or input each`);
  }
  if (order === undefined) {
    throw new UserError(`${file}: a file in the format ${format} does not say which example a line answers`, {
      remedy: "Name the file of the examples, one a line, under `order`.",
    });
  }
  const predictions = { lines: open(file), name: file };
  return indexOrdered(predictions, { lines: open(order), name: order }, { format, classes }, signal);
}
