import type { ModelInput, Question } from "../predictor.ts";
import { own } from "../show.ts";
import { HttpProblem } from "./http-problem.ts";

/** MLflow's own names: https://mlflow.org/docs/latest/ml/deployment/deploy-model-locally/ */
export const INVOCATION_FORMATS = ["dataframe_split", "dataframe_records", "inputs", "instances"] as const;

export interface InvocationShape {
  readonly format?: (typeof INVOCATION_FORMATS)[number] | undefined;
  readonly column?: string | undefined;
}

type Row = Readonly<Record<string, unknown>>;

/** A dataframe's only column, where it is not named. */
const COLUMN = "text";

/**
 * The body of an invocation without parameters. Texts go as a list, or as a dataframe of one column; records as the rows
 * of a dataframe, a field that one of them lacks being null. Throws an HttpProblem for texts among records.
 */
export function invocationOf(questions: readonly Question[], shape: InvocationShape): Record<string, unknown> {
  const inputs = questions.map((question) => question.input);
  const texts = inputs.filter((input) => typeof input === "string");
  if (texts.length > 0 && texts.length < inputs.length) {
    throw new HttpProblem("texts and records were to be asked in one request");
  }
  const isText = texts.length > 0 && shape.column === undefined;
  const format = shape.format ?? (isText ? "inputs" : "dataframe_split");
  if (isText && (format === "inputs" || format === "instances")) return { [format]: texts };
  const rows = inputs.map((input) => rowOf(input, shape.column ?? COLUMN));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  switch (format) {
    case "dataframe_split":
      return { [format]: { columns, data: rows.map((row) => columns.map((column) => own(row, column) ?? null)) } };
    case "inputs":
      return {
        inputs: Object.fromEntries(columns.map((column) => [column, rows.map((row) => own(row, column) ?? null)])),
      };
    case "dataframe_records":
    case "instances":
      return { [format]: rows };
  }
}

function rowOf(input: ModelInput, column: string): Row {
  return typeof input === "string" ? Object.fromEntries([[column, input]]) : input;
}
