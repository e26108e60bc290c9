import type { LoadedRuntime, RuntimeSession } from "./onnx-runtime.ts";
import { plainTensor } from "./plain-tensor.ts";
import { pool } from "./pool-frames.ts";
import type { NamedTensors, PlainTensor, Run, SequenceRun } from "./runtime-messages.ts";

/** A model that is loaded, with what makes its tensors. */
export interface LoadedModel {
  readonly session: RuntimeSession;
  readonly Tensor: LoadedRuntime["Tensor"];
}

/** The outputs that were asked for; of a sequence those of its frames, pooled. Rejects with what the runtime throws. */
export async function runModel(model: LoadedModel, { feeds, sequence }: Run, outputs: readonly string[]) {
  if (sequence === null) return runOnce(model, feeds, outputs);
  return runSequence(model, feeds, sequence, outputs);
}

async function runSequence(
  model: LoadedModel,
  feeds: NamedTensors,
  { over, frames, state, answer }: SequenceRun,
  outputs: readonly string[],
): Promise<NamedTensors> {
  const now = new Map(feeds);
  const asked = [...new Set([...outputs, ...state.keys()])];
  const pools = new Map(outputs.map((name) => [name, pool(answer)]));
  for (const frame of frames) {
    now.set(over, frame);
    const given = await runOnce(model, now, asked);
    for (const [from, to] of state) now.set(to, wanted(given, from));
    for (const [name, frames] of pools) frames.add(wanted(given, name));
  }
  return new Map([...pools].map(([name, frames]) => [name, frames.result()]));
}

async function runOnce({ session, Tensor }: LoadedModel, feeds: NamedTensors, outputs: readonly string[]) {
  const entries = [...feeds].map(([name, { type, data, dims }]) => [name, new Tensor(type, data, dims)] as const);
  const given = await session.run(Object.fromEntries(entries), outputs);
  return new Map(outputs.map((name) => [name, plainTensor(name, given[name])]));
}

function wanted(tensors: NamedTensors, name: string): PlainTensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new Error(`the model gave no ${name}`);
  return tensor;
}
