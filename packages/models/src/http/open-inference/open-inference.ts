import { identityOf } from "../../identity.ts";
import type { OpenOptions } from "../../open-options.ts";
import type { Answer, Predictor, Question } from "../../predictor.ts";
import { below } from "../address.ts";
import { createHttpPredictor, timed } from "../batches.ts";
import { HttpClient } from "../client.ts";
import type { OpenInferenceConfig } from "./entries.ts";
import { type InputRow, rowOf } from "./input-rows.ts";
import { type InputPlan, planInputs } from "./input-tensors.ts";
import { readMetadata } from "./metadata.ts";
import { type OutputPlan, PARTS, planOutputs } from "./output-tensors.ts";
import { readOutputs } from "./read-outputs.ts";

const BATCH = 32;

/**
 * A model behind the Open Inference Protocol, version 2. The server is waited for; the model's metadata say how its
 * tensors are named, typed and shaped, and the configuration what they mean where that is not plain. Questions share a
 * request where the tensors' first dimension, and no other, is of any size. Throws a UserError where the server is not
 * ready in time or the configuration does not fit the model.
 */
export async function openInference(config: OpenInferenceConfig, options: OpenOptions): Promise<Predictor> {
  const model = new URL(config.url);
  model.pathname = model.pathname.replace(/\/$/, "");
  const client = new HttpClient(config, options);
  try {
    const metadata = await readMetadata(client, model, options);
    const plan: Plan = { inputs: planInputs(config, metadata), outputs: planOutputs(config, metadata) };
    return createHttpPredictor({
      client,
      identity: identityOf(config, { platform: metadata.platform, inputs: metadata.inputs, outputs: metadata.outputs }),
      batch: plan.inputs.isBatched ? (config.batch ?? BATCH) : 1,
      ask: (questions) => ask({ client, config, plan, url: below(model, "/infer") }, questions),
    });
  } catch (error) {
    await client[Symbol.asyncDispose]();
    throw error;
  }
}

interface Plan {
  readonly inputs: InputPlan;
  readonly outputs: OutputPlan;
}

interface Way {
  readonly client: HttpClient;
  readonly config: OpenInferenceConfig;
  readonly plan: Plan;
  readonly url: URL;
}

/** A question that can be asked, with its part of each tensor. */
interface Ready {
  readonly question: Question;
  readonly rows: readonly InputRow[];
}

async function ask(way: Way, questions: readonly Question[]): Promise<readonly Answer[]> {
  const prepared = questions.map((question) => prepare(question, way.plan.inputs));
  const ready = prepared.filter((item) => "rows" in item);
  const answers = ready.length === 0 ? [] : await infer(way, ready);
  let next = 0;
  return prepared.map((item) => ("rows" in item ? (answers[next++] ?? { problem: "no answer" }) : item));
}

function prepare(question: Question, { tensors }: InputPlan): Ready | { readonly problem: string } {
  const rows: InputRow[] = [];
  const open = tensors.filter(({ source }) => source.kind !== "constant");
  for (const tensor of tensors) {
    const row = rowOf(tensor, question.input, open.length === 1);
    if ("problem" in row) return row;
    rows.push(row);
  }
  return { question, rows };
}

async function infer({ client, config, plan, url }: Way, ready: readonly Ready[]): Promise<Answer[]> {
  const names = PARTS.flatMap((part) => plan.outputs[part] ?? []);
  const body = JSON.stringify({
    ...(config.parameters === undefined ? {} : { parameters: config.parameters }),
    inputs: plan.inputs.tensors.map((tensor, at) => tensorOf(tensor, ready, at, plan.inputs)),
    outputs: [...new Set(names)].map((name) => ({ name })),
  });
  const reply = await client.ask({ method: "POST", url, body }, ready[0]?.question.id ?? "");
  return timed(readOutputs(reply.value, ready.length, plan.outputs, config.classes), reply.milliseconds);
}

function tensorOf(
  { name, datatype, parameters }: InputPlan["tensors"][number],
  ready: readonly Ready[],
  at: number,
  { hasBatch }: InputPlan,
) {
  const shape = ready[0]?.rows[at]?.shape ?? [];
  return {
    name,
    datatype,
    shape: hasBatch ? [ready.length, ...shape] : shape,
    ...(parameters === undefined ? {} : { parameters }),
    data: ready.flatMap(({ rows }) => rows[at]?.data ?? []),
  };
}
