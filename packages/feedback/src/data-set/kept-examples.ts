import { checkShape, compareCodePoints, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { plainLetters } from "../clean/shingles.ts";
import { MOST_CONTENT, MOST_EXPECTED } from "../row/feedback-row.ts";
import type { Example } from "./examples.ts";

/** Examples by what they are for. */
export interface ExampleParts {
  readonly tests: readonly Example[];
  readonly training: readonly Example[];
}

const ID = /^feedback\/([0-9a-f]{16})$/;
const id = v.pipe(v.string(), v.regex(ID, "must be feedback/ and a row's id"));
const input = v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(MOST_CONTENT));
const answer = v.pipe(v.string(), v.nonEmpty("must not be empty"), v.maxLength(MOST_EXPECTED));

const testSchema = v.strictObject({ id, input, expected: answer, language: v.pipe(v.string(), v.maxLength(40)) });
const trainingSchema = v.strictObject({ id, text: input, label: answer });

/** The examples of a suite's table. Throws a UserError that names file and line. */
export function parseTests(text: string, where: string): readonly Example[] {
  return linesOf(text, where, testSchema, (row) => ({
    id: idIn(row.id),
    input: row.input,
    answer: row.expected,
    language: row.language === "unknown" ? null : row.language,
  }));
}

/** The examples of a file of training rows, whose languages nobody knows. Throws a UserError that names file and line. */
export function parseTraining(text: string, where: string): readonly Example[] {
  return linesOf(text, where, trainingSchema, (row) => ({
    id: idIn(row.id),
    input: row.text,
    answer: row.label,
    language: null,
  }));
}

/**
 * The examples that were merged, as somebody left them, without those that `mayStay` takes away; and the new ones. What is a test
 * stays one, and no input is in both parts: of the new ones those are left out whose input is there in other punctuation.
 */
export function joinExamples(
  merged: ExampleParts,
  found: ExampleParts,
  mayStay: (example: Example) => boolean,
): ExampleParts {
  const tests = merged.tests.filter(mayStay);
  const training = merged.training.filter(mayStay);
  const known = new Set([...tests, ...training].flatMap((example) => [example.id, inputKey(example)]));
  const isNew = (example: Example) => !known.has(example.id) && !known.has(inputKey(example));
  return {
    tests: byId([...tests, ...found.tests.filter(isNew)]),
    training: byId([...training, ...found.training.filter(isNew)]),
  };
}

/** Never that of an id. */
function inputKey({ input }: Example): string {
  return `= ${plainLetters(input) || input}`;
}

function byId(examples: readonly Example[]): readonly Example[] {
  return examples.toSorted((a, b) => compareCodePoints(a.id, b.id));
}

function idIn(name: string): string {
  return ID.exec(name)?.[1] ?? "";
}

function linesOf<T>(
  text: string,
  where: string,
  schema: v.GenericSchema<unknown, T>,
  exampleOf: (row: T) => Example,
): readonly Example[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const at = `${where}, line ${index + 1}`;
    return [exampleOf(checkShape<T>(schema, parse(line, at), at))];
  });
}

/** What is wrong with it is not told in the words of the engine, which quotes the text. */
function parse(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UserError(`${where} is not JSON`, { remedy: "Take the file as it was merged." });
  }
}
