import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { childEntries } from "./child-entries.ts";
import { scrubEnvironment } from "./environment.ts";
import { identityOf } from "./identity.ts";
import { type ModuleThread, startThread, type ThreadStart } from "./module-thread.ts";
import type { Answer, Predictor, PredictorOptions, Question } from "./predictor.ts";
import { Restarts } from "./restarts.ts";
import { readVariables } from "./secrets.ts";
import { Turns } from "./turns.ts";

/** A JavaScript or TypeScript module. */
export const moduleEntries = {
  file: v.pipe(v.string(), v.nonEmpty(), v.description("The module; it exports predict(inputs).")),
  ...childEntries,
};

const configSchema = v.object(moduleEntries);

export type ModuleConfig = v.InferOutput<typeof configSchema>;

/**
 * A JavaScript or TypeScript module whose export `predict(inputs)` answers a batch, or a promise of it. It runs in a
 * worker thread of its own, with a scrubbed environment and its output captured, and is ended when it takes too long,
 * be it in an endless loop; the next batch loads it again, a few times. That guards against mistakes, not against
 * malice: it is code, and runs with our rights. Throws a UserError for a module that is missing, throws while it loads,
 * or has no `predict`.
 */
export async function openModule(config: ModuleConfig, options: PredictorOptions): Promise<Predictor> {
  const file = resolve(options.cwd, config.file);
  if (!(await isFile(file))) throw new UserError(`the model's module ${config.file} was not found, as ${file}`);
  const { values, mask } = readVariables(config.environment ?? [], options.env);
  const start: ThreadStart = { file, env: { ...scrubEnvironment(options.env), ...values }, mask, options };
  const runs = new Restarts(await startFirst(config.file, start), () => startThread(start));
  const turns = new Turns();
  return {
    files: [file],
    identity: identityOf(config),
    predict: (questions) => turns.take(() => ask(runs, questions, options.signal)),
    [Symbol.asyncDispose]: () => runs.end(),
  };
}

async function ask(
  runs: Restarts<ModuleThread>,
  questions: readonly Question[],
  signal: AbortSignal | undefined,
): Promise<readonly Answer[]> {
  const run = await runs.current();
  signal?.throwIfAborted();
  if ("givenUp" in run) return questions.map(() => ({ problem: `the module ${run.givenUp}` }));
  return run.ask(questions.map((question) => question.input));
}

async function startFirst(name: string, start: ThreadStart): Promise<ModuleThread> {
  try {
    return await startThread(start);
  } catch (error) {
    start.options.signal?.throwIfAborted();
    throw new UserError(`the model's module ${name} ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
