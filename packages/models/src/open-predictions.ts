import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { readAnswer } from "./answer.ts";
import { type Line, LongLineError, readLines } from "./lines.ts";
import type { Answer, Predictor, PredictorOptions, Question } from "./predictor.ts";

/** All rows are held in memory: a suite's texts are fewer. */
const MAX_ROWS = 1_000_000;
const KEYS = ["id", "input"] as const;

type Key = (typeof KEYS)[number];

/**
 * Predictions made beforehand: JSON lines of `{id, prediction, scores?}` or `{input, prediction, scores?}`. Whichever
 * of the two the first row has is what questions are looked up by, their id or their text.
 * Throws a UserError that names the file and the line of what is wrong; a question that no row answers is a problem.
 */
export async function openPredictions(path: string, options: PredictorOptions): Promise<Predictor> {
  const file = resolve(options.cwd, path);
  const { key, rows } = await readRows(file, path);
  return {
    files: [file],
    predict: (questions) => Promise.resolve(questions.map((question) => find(rows, question, key))),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function find(rows: ReadonlyMap<string, Answer>, question: Question, key: Key): Answer {
  const value = key === "id" ? question.id : question.input;
  const row = typeof value === "string" ? rows.get(value) : undefined;
  return row ?? { problem: `no row of the predictions has the ${key} ${JSON.stringify(value).slice(0, 200)}` };
}

async function readRows(file: string, name: string): Promise<{ key: Key; rows: Map<string, Answer> }> {
  const rows = new Map<string, Answer>();
  let key: Key | undefined;
  try {
    for await (const line of readLines(createReadStream(file))) {
      const at = `${name}, line ${line.number}`;
      const row = readRow(line, at);
      key ??= KEYS.find((candidate) => Object.hasOwn(row, candidate));
      if (key === undefined) throw new UserError(`${at}: neither id nor input; each row has one of them`);
      const value: unknown = Object.hasOwn(row, key) ? Reflect.get(row, key) : undefined;
      if (typeof value !== "string" || value === "") throw new UserError(`${at}: ${key} must be a text, and not empty`);
      if (rows.has(value)) throw new UserError(`${at}: ${key} ${JSON.stringify(value).slice(0, 200)} is there twice`);
      rows.set(value, checkAnswer(row, at));
      if (rows.size > MAX_ROWS) throw new UserError(`${name} has more than ${MAX_ROWS} rows`);
    }
  } catch (error) {
    throw readProblem(error, name);
  }
  if (key === undefined) throw new UserError(`${name} is empty; predictions as JSON lines were expected`);
  return { key, rows };
}

function readRow(line: Line, at: string): object {
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (cause) {
    throw new UserError(`${at} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new UserError(`${at} is not an object; {"input": …, "prediction": …, "scores": {…}} is allowed`);
}

function checkAnswer(row: object, at: string): Answer {
  const answer = readAnswer(row);
  if ("problem" in answer) throw new UserError(`${at}: ${answer.problem}`);
  return answer;
}

function readProblem(error: unknown, name: string): unknown {
  if (error instanceof LongLineError) return new UserError(`${name}: ${error.message}`);
  if (!(error instanceof Error) || !("code" in error)) return error;
  const reason = error.code === "ENOENT" ? "was not found" : `cannot be read: ${error.message}`;
  return new UserError(`the predictions ${name} ${reason}`, { cause: error });
}
