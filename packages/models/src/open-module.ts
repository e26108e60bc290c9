import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { UserError } from "@airworthy/evidence";
import { readAnswer } from "./answer.ts";
import { LateError, seconds, within } from "./deadline.ts";
import { scrubEnvironment } from "./environment.ts";
import type { WorkerReply, WorkerRequest } from "./module-worker.ts";
import { OutputTail } from "./output-tail.ts";
import type { Answer, Predictor, PredictorOptions, Question } from "./predictor.ts";

/**
 * A JavaScript or TypeScript module whose export `predict(inputs)` answers a batch, or a promise of it. It runs in a
 * worker thread of its own, with a scrubbed environment and its output captured, and is ended when it takes too long,
 * be it in an endless loop. That guards against mistakes, not against malice: it is code, and runs with our rights.
 * Throws a UserError for a module that is missing, throws while it loads, or has no `predict`.
 */
export async function openModule(path: string, options: PredictorOptions): Promise<Predictor> {
  const file = resolve(options.cwd, path);
  if (!(await isFile(file))) throw new UserError(`the model's module ${path} was not found, as ${file}`);
  const thread = new ModuleThread(file, options);
  try {
    const ready = await thread.next(options.startTimeout);
    const problem = typeof ready === "string" ? ready : loadProblem(ready);
    if (problem !== null) throw new UserError(`the model's module ${path} ${problem}${thread.tail()}`);
  } catch (error) {
    await thread.end();
    throw error;
  }
  return {
    files: [file],
    predict: (questions) => thread.predict(questions),
    [Symbol.asyncDispose]: () => thread.end(),
  };
}

function loadProblem(reply: WorkerReply): string | null {
  if ("error" in reply && reply.error !== null) return `failed to load: ${reply.error}`;
  if (reply.batch === null && reply.found) return null;
  return "exports no function named predict";
}

/** A module, such as one compiled with Emscripten, may use the same port for messages of its own. */
function isReply(message: unknown): message is WorkerReply {
  if (typeof message !== "object" || message === null || !("batch" in message)) return false;
  return message.batch === null || typeof message.batch === "number";
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** The worker and the one batch that it may be at work on. */
class ModuleThread {
  readonly #worker: Worker;
  readonly #options: PredictorOptions;
  readonly #tails: readonly OutputTail[];
  #batch = 0;
  #ended: string | null = null;
  #waiting: ((reply: WorkerReply | string) => void) | null = null;

  constructor(file: string, options: PredictorOptions) {
    this.#options = options;
    const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
    this.#worker = new Worker(new URL(`./module-worker.${extension}`, import.meta.url), {
      workerData: pathToFileURL(file).href,
      env: scrubEnvironment(options.env),
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
    });
    this.#tails = [this.#worker.stdout, this.#worker.stderr].map((stream) => new OutputTail(stream));
    this.#worker.on("message", (message: unknown) => {
      if (isReply(message)) this.#settle(message);
    });
    this.#worker.on("error", (error) =>
      this.#stop(`failed: ${error instanceof Error ? error.message : String(error)}`),
    );
    this.#worker.on("exit", (code) => this.#stop(`ended by itself, with exit code ${code}`));
  }

  async predict(questions: readonly Question[]): Promise<readonly Answer[]> {
    const every = (problem: string) => questions.map(() => ({ problem: `the module ${problem}` }));
    if (this.#ended !== null) return every(this.#ended);
    const request: WorkerRequest = { batch: ++this.#batch, inputs: questions.map((question) => question.input) };
    this.#worker.postMessage(request);
    const reply = await this.next(this.#options.timeout);
    if (typeof reply === "string") return every(`${reply}${this.tail()}`);
    if ("error" in reply) return every(`threw ${reply.error ?? "nothing"}${this.tail()}`);
    return readAnswers(reply.answers, questions.length) ?? every(describeAnswers(reply.answers, questions.length));
  }

  /** The worker's next word, or why there will be none. */
  async next(timeout: number): Promise<WorkerReply | string> {
    if (this.#ended !== null) return this.#ended;
    const { promise, resolve: settle } = Promise.withResolvers<WorkerReply | string>();
    this.#waiting = settle;
    try {
      return await within(promise, timeout, this.#options.signal);
    } catch (error) {
      this.#ended ??= `did not answer within ${seconds(timeout)} and was ended`;
      await this.end();
      if (error instanceof LateError) return this.#ended;
      throw error;
    }
  }

  tail(): string {
    return this.#tails.map((tail) => tail.quote()).join("");
  }

  async end(): Promise<void> {
    this.#ended ??= "was closed";
    await this.#worker.terminate();
  }

  #settle(reply: WorkerReply | string): void {
    const late = typeof reply !== "string" && reply.batch !== null && reply.batch !== this.#batch;
    if (late) return;
    this.#waiting?.(reply);
    this.#waiting = null;
  }

  #stop(reason: string): void {
    this.#ended ??= reason;
    this.#settle(this.#ended);
  }
}

// Not map, which would leave the holes of a sparse list as they are.
function readAnswers(answers: unknown, count: number): Answer[] | null {
  return Array.isArray(answers) && answers.length === count ? Array.from(answers, readAnswer) : null;
}

function describeAnswers(answers: unknown, count: number): string {
  if (Array.isArray(answers)) return `gave ${answers.length} answers to ${count} questions`;
  return `answered ${answers === null ? "null" : `a value of type ${typeof answers}`} instead of a list of ${count}`;
}
