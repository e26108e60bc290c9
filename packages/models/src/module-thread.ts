import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { readAnswer } from "./answer.ts";
import { LateError, seconds, within } from "./deadline.ts";
import type { Mask } from "./mask.ts";
import type { WorkerReply, WorkerRequest } from "./module-worker.ts";
import { OutputTail } from "./output-tail.ts";
import type { Answer, PredictorOptions } from "./predictor.ts";

export interface ThreadStart {
  /** Absolute. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly mask: Mask;
  readonly options: PredictorOptions;
}

/**
 * Starts a worker thread and loads the module in it. Rejects, once the thread is ended, with an Error that says why the
 * module cannot be used, or with the signal's reason.
 */
export async function startThread(start: ThreadStart): Promise<ModuleThread> {
  const thread = new ModuleThread(start);
  try {
    const ready = await thread.next(start.options.startTimeout);
    const problem = typeof ready === "string" ? ready : loadProblem(ready);
    if (problem !== null) throw new Error(`${start.mask.text(problem)}${thread.tail()}`);
  } catch (error) {
    await thread.end();
    throw error;
  }
  return thread;
}

function loadProblem(reply: WorkerReply): string | null {
  if ("error" in reply && reply.error !== null) return `failed to load: ${reply.error}`;
  if (reply.batch === null && reply.found) return null;
  return "exports no function named predict";
}

/** One run of a module in a worker thread, and the one batch that it may be at work on. */
export class ModuleThread {
  readonly #worker: Worker;
  readonly #options: PredictorOptions;
  readonly #mask: Mask;
  readonly #tails: readonly OutputTail[];
  #batch = 0;
  #ended: string | null = null;
  #waiting: ((reply: WorkerReply | string) => void) | null = null;

  constructor({ file, env, mask, options }: ThreadStart) {
    this.#options = options;
    this.#mask = mask;
    const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
    this.#worker = new Worker(new URL(`./module-worker.${extension}`, import.meta.url), {
      workerData: pathToFileURL(file).href,
      env,
      argv: [],
      execArgv: [],
      stdin: false,
      stdout: true,
      stderr: true,
    });
    this.#tails = [this.#worker.stdout, this.#worker.stderr].map((stream) => new OutputTail(stream, mask));
    this.#worker.on("message", (message: unknown) => {
      if (isReply(message)) this.#settle(message);
    });
    this.#worker.on("error", (error) =>
      this.#stop(`failed: ${error instanceof Error ? error.message : String(error)}`),
    );
    this.#worker.on("exit", (code) => this.#stop(`ended by itself, with exit code ${code}`));
  }

  /** Why it has ended; null while it runs. */
  get ended(): string | null {
    return this.#ended;
  }

  /** One answer an input, or why there is none. Rejects only with the signal's reason. */
  async ask(inputs: readonly unknown[]): Promise<readonly Answer[]> {
    const every = (problem: string) => inputs.map(() => ({ problem: `the module ${this.#mask.text(problem)}` }));
    const request: WorkerRequest = { batch: ++this.#batch, inputs };
    this.#worker.postMessage(request);
    const reply = await this.next(this.#options.timeout);
    if (typeof reply === "string") return every(`${reply}${this.tail()}`);
    if ("error" in reply) return every(`threw ${reply.error ?? "nothing"}${this.tail()}`);
    const answers = this.#mask.value(reply.answers);
    return readAnswers(answers, inputs.length) ?? every(describeAnswers(answers, inputs.length));
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

/** A module, such as one compiled with Emscripten, may use the same port for messages of its own. */
function isReply(message: unknown): message is WorkerReply {
  if (typeof message !== "object" || message === null || !("batch" in message)) return false;
  return message.batch === null || typeof message.batch === "number";
}

// Not map, which would leave the holes of a sparse list as they are.
function readAnswers(answers: unknown, count: number): Answer[] | null {
  return Array.isArray(answers) && answers.length === count ? Array.from(answers, readAnswer) : null;
}

function describeAnswers(answers: unknown, count: number): string {
  if (Array.isArray(answers)) return `gave ${answers.length} answers to ${count} questions`;
  return `answered ${answers === null ? "null" : `a value of type ${typeof answers}`} instead of a list of ${count}`;
}
