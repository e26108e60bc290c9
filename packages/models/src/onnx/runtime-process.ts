import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { UserError } from "@airworthy/evidence";
import { LateError, seconds, within } from "../deadline.ts";
import { scrubEnvironment } from "../environment.ts";
import { createMask } from "../mask.ts";
import { OutputTail } from "../output-tail.ts";
import type { PredictorOptions } from "../predictor.ts";
import type {
  BatchRequest,
  LoadRequest,
  Run,
  RunResult,
  RuntimeFacts,
  RuntimeReply,
  RuntimeRequest,
} from "./runtime-messages.ts";

const NO_SECRETS = createMask([]);
const EXTENSION = import.meta.url.endsWith(".ts") ? "ts" : "js";

/**
 * Starts a process of its own and loads the model in it: hostile, it may crash a native runtime or never return from it,
 * which no thread would survive. Rejects, once the process is ended, with a UserError that says why the model cannot be
 * used, or with the signal's reason.
 */
export async function startRuntime(
  load: LoadRequest,
  name: string,
  options: PredictorOptions,
): Promise<RuntimeProcess> {
  const child = new RuntimeProcess(options);
  try {
    await child.load(load, name);
  } catch (error) {
    await child.end();
    throw error;
  }
  return child;
}

/** A runtime with a model, and the one request that it may be at work on. */
export class RuntimeProcess {
  readonly #child: ChildProcess;
  readonly #options: PredictorOptions;
  readonly #tails: readonly OutputTail[];
  readonly #closed: Promise<void>;
  #facts: RuntimeFacts | null = null;
  #batch = 0;
  #ended: string | null = null;
  #waiting: ((reply: RuntimeReply | string) => void) | null = null;

  constructor(options: PredictorOptions) {
    this.#options = options;
    this.#child = fork(fileURLToPath(new URL(`./onnx-worker.${EXTENSION}`, import.meta.url)), [], {
      env: scrubEnvironment(options.env),
      execArgv: [],
      // Tensors and Maps go through as they are.
      serialization: "advanced",
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const streams = [this.#child.stdout, this.#child.stderr].filter((stream) => stream !== null);
    this.#tails = streams.map((stream) => new OutputTail(stream, NO_SECRETS));
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#closed = promise;
    this.#child.on("message", (message: unknown) => {
      if (isReply(message)) this.#settle(message);
    });
    this.#child.on("error", (error) => this.#stop(`failed: ${error.message}`));
    // Even where our process ends in the middle: one that computes without end does not see that.
    process.on("exit", this.#kill);
    this.#child.on("close", (code, signal) => {
      process.off("exit", this.#kill);
      this.#stop(`ended by itself, with ${signal === null ? `exit code ${code}` : `the signal ${signal}`}`);
      resolve();
    });
  }

  /** Why it has ended; null while it runs. */
  get ended(): string | null {
    return this.#ended;
  }

  /** Which runtime it is; null before a model is loaded. */
  get facts(): RuntimeFacts | null {
    return this.#facts;
  }

  async load(request: LoadRequest, name: string): Promise<void> {
    const reply = await this.#ask(request, this.#options.startTimeout);
    if (typeof reply === "string") throw new UserError(`the runtime of the model ${name} ${reply}${this.#tail()}`);
    if (reply.kind === "failed") {
      const remedy = reply.remedy === null ? {} : { remedy: reply.remedy };
      throw new UserError(`the model ${name} cannot be loaded: ${reply.problem}`, remedy);
    }
    if (reply.kind === "ready") this.#facts = reply.facts;
  }

  /** One result a run, or why there is none. Rejects only with the signal's reason. */
  async run(runs: readonly Run[], outputs: readonly string[]): Promise<readonly RunResult[]> {
    const every = (problem: string) => runs.map(() => ({ problem }));
    const request: BatchRequest = { kind: "batch", batch: ++this.#batch, runs, outputs };
    const reply = await this.#ask(request, this.#options.timeout);
    if (typeof reply === "string") return every(`${reply}${this.#tail()}`);
    if (reply.kind === "batch" && reply.results.length === runs.length) return reply.results;
    return every("answered another question than was asked");
  }

  async end(): Promise<void> {
    this.#ended ??= "was closed";
    this.#kill();
    // A process that could not be started is never closed.
    if (this.#child.pid !== undefined) await this.#closed;
  }

  /** The reply to a request, or why there will be none. */
  async #ask(request: RuntimeRequest, timeout: number): Promise<RuntimeReply | string> {
    if (this.#ended !== null) return this.#ended;
    const { promise, resolve } = Promise.withResolvers<RuntimeReply | string>();
    this.#waiting = resolve;
    this.#child.send(request, (error) => {
      if (error !== null) this.#stop(`cannot be reached: ${error.message}`);
    });
    try {
      return await within(promise, timeout, this.#options.signal);
    } catch (error) {
      this.#ended ??= `did not answer within ${seconds(timeout)} and was ended`;
      const reason = this.#ended;
      await this.end();
      if (error instanceof LateError) return reason;
      throw error;
    }
  }

  readonly #kill = (): void => {
    this.#child.kill("SIGKILL");
  };

  #tail(): string {
    return this.#tails.map((tail) => tail.quote()).join("");
  }

  #settle(reply: RuntimeReply | string): void {
    const isLate = typeof reply !== "string" && reply.kind === "batch" && reply.batch !== this.#batch;
    if (isLate) return;
    this.#waiting?.(reply);
    this.#waiting = null;
  }

  #stop(reason: string): void {
    this.#ended ??= reason;
    this.#settle(this.#ended);
  }
}

function isReply(message: unknown): message is RuntimeReply {
  return typeof message === "object" && message !== null && "kind" in message;
}
