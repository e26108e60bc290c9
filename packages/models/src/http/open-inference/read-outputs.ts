import * as v from "valibot";
import { type AnswerParts, assembleAnswer } from "../../assemble-answer.ts";
import type { Answer } from "../../predictor.ts";
import { softmax } from "../../scores.ts";
import { show } from "../../show.ts";
import { HttpProblem } from "../http-problem.ts";
import { type Datatype, flatten, isElement } from "./datatypes.ts";
import { datatypeSchema } from "./entries.ts";
import { type OutputPlan, PARTS } from "./output-tensors.ts";

/** Of a reply of 16 MB no more can be. */
const MAX_ELEMENTS = 16_777_216;

const replySchema = v.object({
  outputs: v.array(
    v.object({
      name: v.string(),
      datatype: datatypeSchema,
      shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
      data: v.array(v.unknown()),
    }),
  ),
});

type OutputTensor = v.InferOutput<typeof replySchema>["outputs"][number];

/**
 * One answer for each of `count` questions. A reply whose tensors are missing, or have another shape than their data or
 * the questions, throws an HttpProblem; a wrong element is the problem of its own question.
 */
export function readOutputs(
  reply: unknown,
  count: number,
  plan: OutputPlan,
  classes: readonly string[] | undefined,
): Answer[] {
  const result = v.safeParse(replySchema, reply);
  if (!result.success) {
    const [issue] = result.issues;
    throw new HttpProblem(
      `the reply is no inference response: ${v.getDotPath(issue) ?? "the whole"} is not as it must be`,
    );
  }
  const { outputs } = result.output;
  const rows: Rows = new Map(
    PARTS.flatMap((part) => {
      const name = plan[part];
      return name === undefined ? [] : [[part, rowsOf(tensorIn(outputs, name), count)]];
    }),
  );
  return Array.from({ length: count }, (_, at) => answerAt(at, rows, plan.softmax, classes));
}

type Rows = ReadonlyMap<(typeof PARTS)[number], readonly Row[]>;
type Row = { readonly elements: readonly unknown[] } | { readonly problem: string };

function tensorIn(outputs: readonly OutputTensor[], name: string): OutputTensor {
  const found = outputs.filter((output) => output.name === name);
  const [tensor, ...others] = found;
  if (tensor !== undefined && others.length === 0) return tensor;
  throw new HttpProblem(`the reply holds the output ${name} ${found.length} times; once was asked for`);
}

function rowsOf({ name, datatype, shape, data }: OutputTensor, count: number): Row[] {
  const size = shape.reduce((product, length) => product * length, 1);
  let flat: unknown[];
  try {
    flat = flatten(data, MAX_ELEMENTS);
  } catch (error) {
    throw new HttpProblem(`the output ${name} is ${error instanceof Error ? error.message : String(error)}`);
  }
  if (flat.length !== size) {
    throw new HttpProblem(
      `the output ${name} has ${flat.length} elements, which is not its shape [${shape.join(", ")}]`,
    );
  }
  // A single question may come back without the batch.
  if (count !== 1 && shape[0] !== count) {
    throw new HttpProblem(`the output ${name} has the shape [${shape.join(", ")}] for ${count} questions`);
  }
  const width = size / count;
  return Array.from({ length: count }, (_, at) => checkRow(name, datatype, flat.slice(at * width, (at + 1) * width)));
}

function checkRow(name: string, datatype: Datatype, elements: readonly unknown[]): Row {
  const wrong = elements.findIndex((element) => !isElement(element, datatype));
  if (wrong < 0) return { elements };
  return { problem: `the output ${name} holds ${show(elements[wrong])}, which is no ${datatype}` };
}

function answerAt(at: number, rows: Rows, isLogits: boolean, classes: readonly string[] | undefined): Answer {
  const found = new Map<string, readonly unknown[]>();
  for (const [part, all] of rows) {
    const row = all[at] ?? { problem: `the reply holds no ${part}` };
    if ("problem" in row) return row;
    if (part !== "scores" && row.elements.length !== 1) {
      return { problem: `the output of the ${part} has ${row.elements.length} elements for a question; 1 is allowed` };
    }
    found.set(part, row.elements);
  }
  const scores = found.get("scores");
  const parts: AnswerParts = {
    prediction: found.get("prediction")?.[0] ?? found.get("text")?.[0],
    value: found.get("value")?.[0],
    scores: scores !== undefined && isLogits ? softmax(scores.map(Number)) : scores,
  };
  return assembleAnswer(parts, classes);
}
