import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readAnswer } from "./answer.ts";
import { LateError, seconds, within } from "./deadline.ts";
import { type Line, readLines } from "./lines.ts";
import type { Mask } from "./mask.ts";
import { OutputTail } from "./output-tail.ts";
import { parseJson } from "./parse-json.ts";
import type { Answer } from "./predictor.ts";

export interface CommandStart {
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly mask: Mask;
}

/** What a program is asked: lines of JSON by an id that is like no other of the batch. */
export type Request = ReadonlyMap<string, unknown>;

/** How long a program may take to end once its input is closed, before it is killed. */
const GRACE = 2_000;
/** A program leads a group of its own, so that those it started, as `uv run` and `npx` do, end with it. */
const HAS_PROCESS_GROUPS = process.platform !== "win32";
const SHOWN_CHARACTERS = 100;

interface Pending {
  readonly answers: Map<string, Answer>;
  readonly asked: Request;
  done(): void;
}

/** Starts a program without a shell. Rejects where it cannot be started. */
export async function startCommand({ argv, cwd, env, mask }: CommandStart): Promise<CommandProcess> {
  const [program, ...args] = argv;
  const child = spawn(program, args, {
    cwd,
    // Python buffers what it writes to a pipe: an answer would wait for the next four kilobytes.
    env: { ...env, PYTHONUNBUFFERED: "1" },
    stdio: ["pipe", "pipe", "pipe"],
    shell: false,
    windowsHide: true,
    detached: HAS_PROCESS_GROUPS,
  });
  await once(child, "spawn");
  return new CommandProcess(child, mask);
}

/** One run of a program, and the one batch that it may be at work on. */
export class CommandProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #mask: Mask;
  readonly #tail: OutputTail;
  #ended: string | null = null;
  #hasServed = false;
  #pending: Pending | null = null;

  constructor(child: ChildProcessWithoutNullStreams, mask: Mask) {
    this.#child = child;
    this.#mask = mask;
    this.#tail = new OutputTail(child.stderr, mask);
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

  /** Why it has ended; null while it runs. */
  get ended(): string | null {
    return this.#ended;
  }

  /** Whether it has answered a batch; the first takes longer, since the program has to load its model. */
  get hasServed(): boolean {
    return this.#hasServed;
  }

  /**
   * The answers that came within `timeout` milliseconds, by id. What does not come, and a line that is no answer, ends
   * the program: `ended` then says why some are missing. Rejects only with the signal's reason.
   */
  async ask(asked: Request, timeout: number, signal: AbortSignal | undefined): Promise<ReadonlyMap<string, Answer>> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const pending: Pending = { answers: new Map(), asked, done: resolve };
    this.#pending = pending;
    this.#child.stdin.write(Array.from(asked, ([id, input]) => `${JSON.stringify({ id, input })}\n`).join(""));
    try {
      await within(promise, timeout, signal);
      this.#hasServed ||= pending.answers.size === asked.size;
    } catch (error) {
      const late = `did not answer within ${seconds(timeout)} and was ended; it must write each answer out at once`;
      this.#stop(late);
      if (!(error instanceof LateError)) throw error;
    } finally {
      this.#pending = null;
    }
    return pending.answers;
  }

  async end(): Promise<void> {
    this.#ended ??= "was closed";
    if (!this.#hasExited()) await this.#exit();
    // What it left running in a group of its own may hold them open.
    this.#child.stdout.destroy();
    this.#child.stderr.destroy();
  }

  async #exit(): Promise<void> {
    const exit = once(this.#child, "exit");
    this.#child.stdin.end();
    try {
      await within(exit, GRACE);
    } catch {
      this.#kill();
      await exit;
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
    if (row === null) return `${at} is not a JSON object: ${this.#show(line.text)}`;
    const id: unknown = Reflect.get(row, "id");
    const pending = this.#pending;
    if (typeof id !== "string") return `${at} has no id`;
    if (pending === null || !pending.asked.has(id)) {
      return `${at} has the id ${JSON.stringify(this.#show(id))}, which was not asked`;
    }
    if (pending.answers.has(id)) {
      // Which of the two the model means cannot be told.
      pending.answers.set(id, { problem: "the command answered this twice" });
      return `${at} answers ${JSON.stringify(this.#show(id))} a second time`;
    }
    pending.answers.set(id, readAnswer(this.#mask.value(row)));
    if (pending.answers.size === pending.asked.size) pending.done();
    return null;
  }

  #show(text: string): string {
    return this.#mask.text(text).slice(0, SHOWN_CHARACTERS);
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
  const value = parseJson(text)?.value;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
}
