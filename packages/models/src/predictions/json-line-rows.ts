import { UserError } from "@airworthy/evidence";
import { readAnswer } from "../answer.ts";
import { HashIndex, hash64 } from "../lookup/hash-index.ts";
import type { LineFile } from "../lookup/line-file.ts";
import type { Answer, Question } from "../predictor.ts";
import { own, show } from "../show.ts";
import { questionKey } from "./question-key.ts";
import { readProblem } from "./row-files.ts";

const KEYS = ["id", "input"] as const;

type Key = (typeof KEYS)[number];

/** Answers that stand somewhere, by question. */
export interface AnswerRows {
  find(question: Question): Answer;
}

/**
 * The rows of JSON lines `{id, prediction, …}` or `{input, prediction, …}`, each looked at once: what is wrong with one is
 * a UserError that names its line. Whichever of the two the first row has is what questions are looked up by. A row may
 * have a `repeat`, from 0, where questions are asked several times. Blank lines are passed over.
 */
export async function indexJsonLines(file: LineFile, name: string, signal?: AbortSignal): Promise<AnswerRows> {
  const rows = new JsonLineRows(file, name);
  try {
    await file.scan((line, number) => rows.add(line.toString(), number), signal);
  } catch (error) {
    throw readProblem(error, name);
  }
  if (rows.count === 0) throw new UserError(`${name} is empty; predictions as JSON lines were expected`);
  return rows;
}

class JsonLineRows implements AnswerRows {
  readonly #file: LineFile;
  readonly #name: string;
  readonly #index = new HashIndex();
  #key: Key | undefined;

  constructor(file: LineFile, name: string) {
    this.#file = file;
    this.#name = name;
  }

  get count(): number {
    return this.#index.size;
  }

  add(line: string, number: number): void {
    if (line.trim() === "") return;
    const at = `${this.#name}, line ${number + 1}`;
    const row = readRow(line, at);
    this.#key ??= KEYS.find((candidate) => Object.hasOwn(row, candidate));
    if (this.#key === undefined) throw new UserError(`${at}: neither id nor input; each row has one of them`);
    const key = rowKey(row, this.#key);
    if (typeof key !== "string") throw new UserError(`${at}: ${key.problem}`);
    const twin = this.#findRow(key);
    if (twin !== null) {
      const value = named(this.#key, own(row, this.#key));
      throw new UserError(`${at}: ${value} is there twice, before in line ${twin.number + 1}`);
    }
    checkAnswer(row, at);
    this.#index.add(hash64(key), number);
  }

  find(question: Question): Answer {
    const key = this.#key ?? "id";
    const value = key === "id" ? question.id : question.input;
    const found = this.#findRow(questionKey(value, question.repeat));
    if (found !== null) return readAnswer(found.row);
    const repeat = question.repeat === 0 ? "" : ` and the repeat ${question.repeat}`;
    return { problem: `no row of the predictions has the ${named(key, value)}${repeat}` };
  }

  #findRow(key: string): { readonly row: object; readonly number: number } | null {
    for (const number of this.#index.find(hash64(key))) {
      const row = parseObject(this.#file.read(number)?.toString() ?? "");
      if (row !== null && rowKey(row, this.#key ?? "id") === key) return { row, number };
    }
    return null;
  }
}

/** An id by its value, an input not: it may be personal data. */
function named(key: Key, value: unknown): string {
  return key === "id" ? `id ${show(value)}` : "input";
}

function readRow(line: string, at: string): object {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // The parser's reason quotes the line, which may be personal data.
    throw new UserError(`${at} is not JSON`);
  }
  if (isRecord(value)) return value;
  throw new UserError(`${at} is not an object; {"input": …, "prediction": …, "scores": {…}} is allowed`);
}

function parseObject(line: string): object | null {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : null;
  } catch {
    // The file is no longer what it was when it was opened.
    return null;
  }
}

function rowKey(row: object, key: Key): string | { readonly problem: string } {
  const value = own(row, key);
  const repeat = own(row, "repeat") ?? 0;
  if (typeof repeat !== "number" || !Number.isInteger(repeat) || repeat < 0) {
    return {
      problem: `repeat is ${typeof repeat === "string" ? "a text" : show(repeat)}; a whole number from 0 is allowed`,
    };
  }
  if (typeof value === "string" && (key === "input" || value !== "")) return questionKey(value, repeat);
  if (key === "input" && isRecord(value)) return questionKey(value, repeat);
  return { problem: `${key} must be a text${key === "id" ? ", and not empty" : " or an object"}` };
}

function checkAnswer(row: object, at: string): void {
  const answer = readAnswer(row);
  // A problem that the model itself told is its answer; one of the row's making is a mistake in the file.
  if ("problem" in answer && own(row, "problem") !== answer.problem) throw new UserError(`${at}: ${answer.problem}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
