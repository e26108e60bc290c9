import { UserError } from "@airworthy/evidence";
import type { LineFile } from "../lookup/line-file.ts";
import type { Prediction } from "../predictor.ts";
import { type CheckListFormat, isIndex, readCheckListLine } from "./checklist-line.ts";
import { readProblem } from "./row-files.ts";

/** A file of lines, and what it is called in messages. */
export interface NamedLines {
  readonly lines: LineFile;
  readonly name: string;
}

export interface LineFormat {
  readonly format: CheckListFormat;
  /** Empty where the predictions name their classes. */
  readonly classes: readonly string[];
}

export type ReadLine = (line: string) => Prediction | { readonly problem: string };

/**
 * Looks at every prediction once, and returns how one is read. Throws a UserError that names the line of one that is none.
 */
export async function checkPredictions(
  { lines, name }: NamedLines,
  { format, classes }: LineFormat,
  signal?: AbortSignal,
): Promise<ReadLine> {
  let hasNames = false;
  const asIndex: ReadLine = (line) => readCheckListLine(line, format, classes);
  const asName: ReadLine = (line) => readCheckListLine(line, format, classes, true);
  // CheckList takes the classes of `pred_only` for indexes where all of them are digits, so that is known at the end only.
  const wrong = new Map<ReadLine, string>();
  const check = (text: string, read: ReadLine, number: number) => {
    const answer = read(text);
    if ("problem" in answer && !wrong.has(read)) wrong.set(read, `${name}, line ${number + 1}: ${answer.problem}`);
  };
  try {
    await lines.scan((line, number) => {
      const text = line.toString();
      check(text, asIndex, number);
      if (format !== "pred_only") return;
      check(text, asName, number);
      // A line without a class is wrong in either reading, and no reason to take the others for names.
      if (text !== "" && !isIndex(text)) hasNames = true;
    }, signal);
  } catch (error) {
    throw readProblem(error, name);
  }
  if (lines.count === 0) throw new UserError(`${name} is empty; a prediction a line was expected`);
  const read = format === "pred_only" && hasNames ? asName : asIndex;
  const problem = wrong.get(read);
  if (problem !== undefined) throw new UserError(problem, remedyOf(classes));
  return read;
}

function remedyOf(classes: readonly string[]): { remedy?: string } {
  return classes.length > 0 ? {} : { remedy: "Declare the classes, in the order of the model's indexes." };
}
