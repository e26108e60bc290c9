import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import { readAnswer } from "./answer.ts";
import { LateError, seconds, within } from "./deadline.ts";
import { scrubEnvironment } from "./environment.ts";
import { type Line, readLines } from "./lines.ts";
import { OutputTail } from "./output-tail.ts";
import type { Answer, Predictor, PredictorOptions, Question } from "./predictor.ts";

/** How long a program may take to end once its input is closed, before it is killed. */
const GRACE = 2_000;
/** A program leads a group of its own, so that those it started, as `uv run` and `npx` do, end with it. */
const HAS_PROCESS_GROUPS = process.platform !== "win32";

/**
 * A program that reads JSON lines `{"id", "input"}` and writes, for each, a line `{"id", "prediction", "scores"?}`, in
 * any order. It is started once, without a shell, with a scrubbed environment, and serves every batch; its input is
 * closed at the end. A line that is not JSON, an id that was not asked or comes twice, an end before all is answered,
 * or a batch that takes too long ends it, and is told as a problem. Throws a UserError where it cannot be started.
 */
export async function openCommand(argv: readonly [string, ...string[]], options: PredictorOptions): Promise<Predictor> {
  const session = new CommandSession(await start(argv, options), options);
  return {
    files: await filesAmong(argv, options.cwd),
    predict: (questions) => session.predict(questions),
    [Symbol.asyncDispose]: () => session.end(),
  };
}

async function start(argv: readonly [string, ...string[]], options: PredictorOptions) {
  const [program, ...args] = argv;
  try {
    const child = spawn(program, args, {
      cwd: options.cwd,
      // Python buffers what it writes to a pipe: an answer would wait for the next four kilobytes.
      env: { ...scrubEnvironment(options.env), PYTHONUNBUFFERED: "1" },
      stdio: ["pipe", "pipe", "pipe"],
      shell: false,
      windowsHide: true,
      detached: HAS_PROCESS_GROUPS,
    });
    await once(child, "spawn");
    return child;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`the model's command ${JSON.stringify(argv)} cannot be started: ${reason}`, { cause });
  }
}

/** The words of a command that are files, such as a script: what the model consists of, as far as can be told. */
async function filesAmong(argv: readonly string[], cwd: string): Promise<string[]> {
  const paths = argv.map((word) => resolve(cwd, word));
  const found = await Promise.all(
    paths.map(async (path) => {
      try {
        return (await stat(path)).isFile();
      } catch {
        return false;
      }
    }),
  );
  return paths.filter((_, index) => found[index]);
}

/** The program and the one batch that it may be at work on. */
class CommandSession {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #options: PredictorOptions;
  readonly #tail: OutputTail;
  #ended: string | null = null;
  #served = false;
  #pending: { readonly answers: Map<string, Answer | null>; left: number; done(): void } | null = null;

  constructor(child: ChildProcessWithoutNullStreams, options: PredictorOptions) {
    this.#child = child;
    this.#options = options;
    this.#tail = new OutputTail(child.stderr);
    // A program that ended is told by its output's end.
    child.stdin.on("error", () => {});
    child.on("error", (error) => this.#stop(`failed: ${error.message}`));
    // Even where our process ends in the middle; and with a program that ended go those that it started.
    process.on("exit", this.#kill);
    child.once("exit", () => {
      this.#kill();
      process.off("exit", this.#kill);
    });
    void this.#receive();
  }

  async predict(questions: readonly Question[]): Promise<readonly Answer[]> {
    const answers = new Map<string, Answer | null>(questions.map(({ id }) => [id, null]));
    if (this.#ended === null && questions.length > 0) await this.#ask(questions, answers);
    return questions.map(({ id }) => answers.get(id) ?? { problem: `the command ${this.#ended ?? "gave no answer"}` });
  }

  async end(): Promise<void> {
    this.#ended ??= "was closed";
    if (this.#hasExited()) return;
    const exit = once(this.#child, "exit");
    this.#child.stdin.end();
    try {
      await within(exit, GRACE);
    } catch {
      this.#kill();
      await exit;
    }
  }

  async #ask(questions: readonly Question[], answers: Map<string, Answer | null>): Promise<void> {
    const timeout = this.#served ? this.#options.timeout : this.#options.startTimeout;
    const { promise, resolve: done } = Promise.withResolvers<void>();
    this.#pending = { answers, left: answers.size, done };
    this.#child.stdin.write(questions.map(({ id, input }) => `${JSON.stringify({ id, input })}\n`).join(""));
    try {
      await within(promise, timeout, this.#options.signal);
      this.#served = true;
    } catch (error) {
      const late = `did not answer within ${seconds(timeout)} and was ended; it must write each answer out at once`;
      this.#stop(late);
      if (!(error instanceof LateError)) throw error;
    } finally {
      this.#pending = null;
    }
  }

  async #receive(): Promise<void> {
    try {
      for await (const line of readLines(this.#child.stdout)) {
        const problem = this.#take(line);
        if (problem !== null) return this.#stop(`wrote something else than answers: ${problem}`);
      }
      if (!this.#hasExited()) await once(this.#child, "exit");
      const how = this.#child.signalCode ?? `exit code ${this.#child.exitCode}`;
      this.#stop(`ended before it had answered, with ${how}`);
    } catch (error) {
      this.#stop(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Takes an answer, or says what is wrong with the line. */
  #take(line: Line): string | null {
    const at = `line ${line.number}`;
    const row = parseRow(line.text);
    if (row === null) return `${at} is not a JSON object: ${line.text.slice(0, 100)}`;
    const id: unknown = Reflect.get(row, "id");
    const pending = this.#pending;
    if (typeof id !== "string") return `${at} has no id`;
    if (pending === null || !pending.answers.has(id)) return `${at} has the id ${show(id)}, which was not asked`;
    if (pending.answers.get(id) !== null) return `${at} answers ${show(id)} a second time`;
    pending.answers.set(id, readAnswer(row));
    pending.left--;
    if (pending.left === 0) pending.done();
    return null;
  }

  #hasExited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #stop(reason: string): void {
    this.#ended ??= `${reason}${this.#tail.quote()}`;
    if (!this.#hasExited()) this.#kill();
    this.#pending?.done();
  }

  readonly #kill = (): void => {
    const { pid } = this.#child;
    if (pid === undefined || !HAS_PROCESS_GROUPS) {
      this.#child.kill("SIGKILL");
      return;
    }
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // None of the group is left.
    }
  };
}

function parseRow(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function show(id: string): string {
  return JSON.stringify(id.slice(0, 100));
}
