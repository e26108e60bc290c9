import { extname } from "node:path";
import { canonicalJson, UserError } from "@airworthy/evidence";
import { HashIndex, hash64 } from "../lookup/hash-index.ts";
import type { Answer, Question } from "../predictor.ts";
import { checkPredictions, type LineFormat, type NamedLines, type ReadLine } from "./checklist-file.ts";
import type { AnswerRows } from "./json-line-rows.ts";
import { readProblem } from "./row-files.ts";

/**
 * Predictions in one of CheckList's formats, looked up by the examples that stand in the same lines of `examples`. An
 * example may come several times if each time the same was predicted. Throws a UserError, with the line, for a prediction
 * that is none, examples that contradict each other, and files that differ in length.
 */
export async function indexOrdered(
  predictions: NamedLines,
  examples: NamedLines,
  format: LineFormat,
  signal?: AbortSignal,
): Promise<AnswerRows> {
  const read = await checkPredictions(predictions, format, signal);
  const rows = new OrderedRows(predictions, examples, read);
  try {
    await examples.lines.scan((line, number) => rows.add(line.toString(), number), signal);
  } catch (error) {
    throw readProblem(error, examples.name);
  }
  const [given, expected] = [predictions.lines.count, examples.lines.count];
  if (given === expected) return rows;
  throw new UserError(
    `${predictions.name} has ${given} lines, ${examples.name} has ${expected}; a prediction for each example is needed`,
    { remedy: "Predict the examples anew, one a line and in their order, without a header." },
  );
}

class OrderedRows implements AnswerRows {
  readonly #predictions: NamedLines;
  readonly #examples: NamedLines;
  readonly #read: ReadLine;
  readonly #isJson: boolean;
  readonly #index = new HashIndex();

  constructor(predictions: NamedLines, examples: NamedLines, read: ReadLine) {
    this.#predictions = predictions;
    this.#examples = examples;
    this.#read = read;
    this.#isJson = extname(examples.name).toLowerCase() === ".jsonl";
  }

  add(line: string, number: number): void {
    const key = this.#isJson ? jsonKey(line) : line;
    if (key === null) throw new UserError(`${this.#examples.name}, line ${number + 1} is not JSON`);
    const twin = this.#findLine(key);
    if (twin === null) {
      this.#index.add(hash64(key), number);
      return;
    }
    const [now, before] = [number, twin].map((at) => this.#predictions.lines.read(at)?.toString());
    if (now === before || now === undefined) return;
    const places = `lines ${twin + 1} and ${number + 1} of ${this.#examples.name}`;
    throw new UserError(`${places} are the same example, and ${this.#predictions.name} answers them differently`);
  }

  find(question: Question): Answer {
    if (question.repeat > 0) return { problem: "the predictions hold one answer to each example, not several" };
    const number = this.#findLine(this.#keyOf(question.input));
    const line = number === null ? null : this.#predictions.lines.read(number);
    if (line !== null) return this.#read(line.toString());
    return { problem: `no line of ${this.#examples.name} is the example` };
  }

  #findLine(key: string): number | null {
    for (const number of this.#index.find(hash64(key))) {
      const line = this.#examples.lines.read(number)?.toString();
      if (line !== undefined && (this.#isJson ? jsonKey(line) : line) === key) return number;
    }
    return null;
  }

  /** As CheckList's `to_raw_file` writes an example: in plain text with its line feeds as spaces. */
  #keyOf(input: Question["input"]): string {
    if (this.#isJson || typeof input !== "string") return canonicalJson(input);
    return input.replaceAll("\n", " ").replace(/\r$/, "");
  }
}

function jsonKey(line: string): string | null {
  try {
    return canonicalJson(JSON.parse(line));
  } catch {
    return null;
  }
}
