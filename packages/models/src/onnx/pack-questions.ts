import type { Question } from "../predictor.ts";
import { show } from "../show.ts";
import type { BoundInput, BoundInputs } from "./bind-inputs.ts";
import { fillingOf, type TensorData } from "./element-type.ts";
import type { Pooling } from "./onnx-config.ts";
import { fieldOf, fillInput, type Problem, packInput } from "./pack-input.ts";
import type { NamedTensors, PlainTensor, Run, SequenceRun } from "./runtime-messages.ts";

/** Elements of a tensor of several questions: 128 MB of float64. */
const MAX_STACKED = 2 ** 24;

/** How questions become runs of the model. */
export interface RunPlan {
  readonly inputs: BoundInputs;
  readonly batch: boolean;
  readonly sequence: SequencePlan | null;
}

export interface SequencePlan {
  readonly over: string;
  readonly state: ReadonlyMap<string, string>;
  readonly answer: Pooling;
}

/** Runs, and for each the places of the questions that it answers; what cannot be asked has a problem at its place. */
export interface PackedQuestions {
  readonly runs: readonly { readonly run: Run; readonly places: readonly number[] }[];
  readonly problems: ReadonlyMap<number, string>;
}

export function packQuestions(plan: RunPlan, questions: readonly Question[]): PackedQuestions {
  if (plan.batch) return packBatches(plan.inputs, questions);
  const runs: { run: Run; places: number[] }[] = [];
  const problems = new Map<number, string>();
  for (const [place, question] of questions.entries()) {
    const run = packOne(plan, question);
    if ("problem" in run) problems.set(place, run.problem);
    else runs.push({ run, places: [place] });
  }
  return { runs, problems };
}

function packOne({ inputs, sequence }: RunPlan, question: Question): Run | Problem {
  const feeds = new Map(inputs.constants);
  let frames: SequenceRun | null = null;
  for (const input of inputs.fields) {
    const value = fieldOf(input, question.input);
    if (sequence !== null && input.name === sequence.over) {
      const packed = packFrames(input, value);
      if ("problem" in packed) return packed;
      frames = { ...sequence, frames: packed };
      continue;
    }
    const tensor = packInput(input, value);
    if ("problem" in tensor) return tensor;
    feeds.set(input.name, tensor);
  }
  return { feeds, sequence: frames };
}

function packFrames(input: BoundInput, value: unknown): PlainTensor[] | Problem {
  if (!Array.isArray(value) || value.length === 0) {
    return {
      problem: `the input has ${Array.isArray(value) ? "no frame" : show(value)} where a list of frames is needed`,
    };
  }
  const frames: PlainTensor[] = [];
  for (const [at, frame] of value.entries()) {
    const tensor = packInput(input, frame);
    if ("problem" in tensor) return { problem: `frame ${at}: ${tensor.problem}` };
    frames.push(tensor);
  }
  return frames;
}

/** As many questions in a run as memory allows, which is all of them unless they are huge. */
function packBatches(inputs: BoundInputs, questions: readonly Question[]): PackedQuestions {
  const largest = Math.max(1, ...inputs.fields.map(sizeOf));
  const most = Math.max(1, Math.floor(MAX_STACKED / largest));
  const parts: PackedQuestions[] = [];
  for (let start = 0; start < questions.length; start += most) {
    parts.push(packTogether(inputs, questions.slice(start, start + most), start));
  }
  return {
    runs: parts.flatMap(({ runs }) => runs),
    problems: new Map(parts.flatMap(({ problems }) => [...problems])),
  };
}

function sizeOf({ shape }: BoundInput): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** Stacks the questions along the first dimension. One that cannot be asked is overwritten by the next. */
function packTogether(
  { fields, constants }: BoundInputs,
  questions: readonly Question[],
  firstPlace: number,
): PackedQuestions {
  const stacks = fields.map((input) => {
    const size = sizeOf(input);
    return { input, size, filling: fillingOf(input.type, size * questions.length) };
  });
  const places: number[] = [];
  const problems = new Map<number, string>();
  for (const [at, question] of questions.entries()) {
    const place = firstPlace + at;
    let problem: string | null = null;
    for (const { input, size, filling } of stacks) {
      problem ??= fillInput(input, fieldOf(input, question.input), filling, places.length * size);
    }
    if (problem === null) places.push(place);
    else problems.set(place, problem);
  }
  if (places.length === 0) return { runs: [], problems };
  const stacked = stacks.map(({ input, size, filling }): [string, PlainTensor] => {
    const dims = [places.length, ...input.shape];
    return [input.name, { type: input.type, dims, data: beginning(filling.data, places.length * size) }];
  });
  const feeds: NamedTensors = new Map([...constants, ...stacked]);
  return { runs: [{ run: { feeds, sequence: null }, places }], problems };
}

function beginning(data: TensorData, length: number): TensorData {
  return data.length === length ? data : data.slice(0, length);
}
