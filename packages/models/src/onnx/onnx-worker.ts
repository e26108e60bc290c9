import { readFile } from "node:fs/promises";
import { UserError } from "@airworthy/evidence";
import { loadRuntime } from "./onnx-runtime.ts";
import { amountOf } from "./plain-tensor.ts";
import { type LoadedModel, runModel } from "./run-model.ts";
import type { BatchRequest, LoadRequest, RunResult, RuntimeReply, RuntimeRequest } from "./runtime-messages.ts";

/** Of a batch's outputs, 128 MB of float64: more would fill the memory of whoever asks, and is no answer. */
const MAX_AMOUNT = 2 ** 24;

// A process of its own: a model is hostile, and a native runtime that crashes or never returns takes its process with it.
let model: LoadedModel | null = null;

process.on("message", (request: RuntimeRequest) => {
  void (request.kind === "load" ? load(request) : answer(request));
});
process.on("disconnect", () => process.exit());

async function load(request: LoadRequest): Promise<void> {
  try {
    const runtime = await loadRuntime(request.runtime, request.cwd);
    const session = runtime.takesBytes
      ? await runtime.create(await readFile(request.file), { externalData: await readExternal(request) })
      : await runtime.create(request.file, {});
    model = { session, Tensor: runtime.Tensor };
    reply({ kind: "ready", facts: runtime.facts });
  } catch (error) {
    const remedy = error instanceof UserError ? (error.remedy ?? null) : null;
    reply({ kind: "failed", problem: describe(error), remedy });
  }
}

function readExternal({ external }: LoadRequest) {
  return Promise.all(external.map(async ({ location, file }) => ({ path: location, data: await readFile(file) })));
}

async function answer({ batch, runs, outputs }: BatchRequest): Promise<void> {
  const results: RunResult[] = [];
  let amount = 0;
  for (const run of runs) {
    try {
      if (model === null) throw new Error("no model is loaded");
      const given = await runModel(model, run, outputs);
      const more = amountOf(given);
      if (amount + more > MAX_AMOUNT) throw new Error(`the model gave more than ${MAX_AMOUNT} elements to a batch`);
      amount += more;
      results.push({ outputs: given });
    } catch (error) {
      results.push({ problem: describe(error) });
    }
  }
  reply({ kind: "batch", batch, results });
}

function reply(message: RuntimeReply): void {
  process.send?.(message);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
