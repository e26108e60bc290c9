import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { isReply, type ParquetReply, type ParquetRequest } from "./parquet-messages.ts";

/** A row group may have a gigabyte of pages, see parquet-layout.ts; some take more as values. */
const HEAP_MEGABYTES = 3072;
/** A row group takes seconds; a decoder that goes round in circles never ends. */
const ANSWER_MILLISECONDS = 180_000;

/** The process that reads a Parquet file; see parquet-worker.ts. */
export class ParquetProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  #ended: string | null = null;
  #settle: ((reply: ParquetReply) => void) | null = null;

  constructor() {
    const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
    const program = fileURLToPath(new URL(`./parquet-worker.${extension}`, import.meta.url));
    this.#child = fork(program, {
      serialization: "advanced",
      // It needs no secrets; Windows starts nothing without its own folder.
      env: process.env["SystemRoot"] === undefined ? {} : { SystemRoot: process.env["SystemRoot"] },
      execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.#child.on("message", (message: unknown) => {
      if (isReply(message)) this.#answer(message);
    });
    this.#child.on("error", (error) => this.#end(`its reader failed: ${error.message}`));
    this.#child.on("exit", () => this.#end("its reader ran out of memory or was ended"));
  }

  /** The answer; a process that ended or takes too long is told as a problem. One request at a time. */
  async ask(request: ParquetRequest): Promise<ParquetReply> {
    const { promise, resolve } = Promise.withResolvers<ParquetReply>();
    this.#settle = resolve;
    const timer = setTimeout(() => this.#end("its reader came to no end"), ANSWER_MILLISECONDS);
    if (this.#ended === null) this.#child.send(request, (error) => error && this.#end(error.message));
    else this.#end(this.#ended);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined) return;
    const exited = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exited;
  }

  #answer(reply: ParquetReply): void {
    this.#settle?.(reply);
    this.#settle = null;
  }

  #end(problem: string): void {
    this.#ended ??= problem;
    this.#answer({ kind: "problem", problem: this.#ended });
  }
}
