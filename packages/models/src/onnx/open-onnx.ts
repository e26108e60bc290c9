import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { identityOf } from "../identity.ts";
import type { Answer, Predictor, PredictorOptions, Question } from "../predictor.ts";
import { Restarts } from "../restarts.ts";
import { Turns } from "../turns.ts";
import { type BoundInputs, bindInputs } from "./bind-inputs.ts";
import { type BoundOutputs, bindOutputs } from "./bind-outputs.ts";
import { mismatch } from "./describe-graph.ts";
import { type ModelGraph, readModelGraph } from "./model-graph.ts";
import type { OnnxConfig } from "./onnx-config.ts";
import { packQuestions, type RunPlan, type SequencePlan } from "./pack-questions.ts";
import { readAnswers } from "./read-answers.ts";
import type { LoadRequest } from "./runtime-messages.ts";
import { type RuntimeProcess, startRuntime } from "./runtime-process.ts";

/**
 * An ONNX model, on one thread of the project's onnxruntime-node, or else of the WebAssembly build of ONNX Runtime, in a
 * process of its own that is started again a few times where it ends. The runtime's name, version and execution provider
 * are part of `identity`: another one may give other numbers.
 * Throws a UserError for a model that cannot be read or loaded, and, listing the model's inputs and outputs, where they
 * are not declared so that nothing is left to guess.
 */
export async function openOnnx(config: OnnxConfig, options: PredictorOptions): Promise<Predictor> {
  const file = resolve(options.cwd, config.file);
  const graph = await readModelGraph(file, config.file);
  const { external } = graph;
  const plan = bind(graph, config);
  const load: LoadRequest = { kind: "load", file, external, runtime: config.runtime ?? "auto", cwd: options.cwd };
  const start = () => startRuntime(load, config.file, options);
  const first = await start();
  const { facts } = first;
  if (facts === null) throw new UserError(`the runtime of the model ${config.file} did not say which it is`);
  const runs = new Restarts(first, start);
  const turns = new Turns();
  return {
    files: [file, ...external.map((data) => data.file)],
    identity: identityOf(config, { ...facts }),
    runtime: `${facts.name} ${facts.version} on ${facts.provider}`,
    predict: (questions) => turns.take(() => predict(runs, plan, questions, options.signal)),
    [Symbol.asyncDispose]: () => runs.end(),
  };
}

interface Plan extends RunPlan {
  readonly outputs: BoundOutputs;
}

function bind(graph: ModelGraph, config: OnnxConfig): Plan {
  const inputs = bindInputs(graph, config);
  const sequence = bindSequence(graph, config, inputs);
  return { inputs, outputs: bindOutputs(graph, config), batch: config.batch ?? false, sequence };
}

function bindSequence(graph: ModelGraph, config: OnnxConfig, { fields, constants }: BoundInputs): SequencePlan | null {
  if (config.sequence === undefined) return null;
  const { over, state = {}, answer = "last" } = config.sequence;
  if (config.batch === true) throw mismatch(graph, "a sequence answers one question at a time, without `batch`");
  if (!fields.some(({ name }) => name === over)) {
    throw mismatch(graph, `the sequence goes over ${JSON.stringify(over)}, which is no input with a field`);
  }
  for (const [from, to] of Object.entries(state)) {
    if (!graph.outputs.some(({ name }) => name === from)) {
      throw mismatch(graph, `the model has no output ${JSON.stringify(from)}, which is declared as a state`);
    }
    if (!constants.has(to)) {
      throw mismatch(graph, `the state ${JSON.stringify(to)} is no input with a constant, which the first frame gets`);
    }
  }
  return { over, state: new Map(Object.entries(state)), answer };
}

async function predict(
  runs: Restarts<RuntimeProcess>,
  plan: Plan,
  questions: readonly Question[],
  signal: AbortSignal | undefined,
): Promise<readonly Answer[]> {
  const runtime = await runs.current();
  signal?.throwIfAborted();
  if ("givenUp" in runtime) return questions.map(() => ({ problem: `the model's runtime ${runtime.givenUp}` }));
  const packed = packQuestions(plan, questions);
  const answers = questions.map(
    (_, place): Answer => ({ problem: packed.problems.get(place) ?? "no answer was given" }),
  );
  if (packed.runs.length === 0) return answers;
  const results = await runtime.run(
    packed.runs.map(({ run }) => run),
    plan.outputs.tensors,
  );
  for (const [at, { places }] of packed.runs.entries()) {
    const result = results[at] ?? { problem: "no answer was given" };
    const given = "problem" in result ? null : readAnswers(result.outputs, plan.outputs, places.length, plan.batch);
    for (const [index, place] of places.entries()) {
      answers[place] = given?.[index] ?? {
        problem: `the model's runtime: ${"problem" in result ? result.problem : ""}`,
      };
    }
  }
  return answers;
}
