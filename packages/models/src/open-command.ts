import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { childEntries } from "./child-entries.ts";
import { type CommandProcess, type CommandStart, startCommand } from "./command-process.ts";
import { scrubEnvironment } from "./environment.ts";
import { identityOf } from "./identity.ts";
import type { Answer, Predictor, PredictorOptions, Question } from "./predictor.ts";
import { parseArguments } from "./reference.ts";
import { Restarts } from "./restarts.ts";
import { readVariables } from "./secrets.ts";
import { Turns } from "./turns.ts";

/** A program that reads and writes JSON lines. */
export const commandEntries = {
  run: v.pipe(
    v.union([v.pipe(v.string(), v.nonEmpty()), v.pipe(v.array(v.string()), v.minLength(1))]),
    v.description(
      "The program and its arguments: words apart by white space, or a list where a word holds white space. No shell reads it.",
    ),
  ),
  ...childEntries,
};

const configSchema = v.object(commandEntries);

export type CommandConfig = v.InferOutput<typeof configSchema>;

/**
 * A program that reads JSON lines `{"id", "input"}` and writes, for each, a line `{"id", "prediction", "scores"?}`, in
 * any order. It is started once, without a shell, with a scrubbed environment, and serves every batch; its input is
 * closed at the end. A line that is not JSON, an id that was not asked or comes twice, an end before all is answered,
 * or a batch that takes too long ends it: the answers that are missing are told as problems, and the next batch starts
 * it again, a few times. Throws a UserError where it cannot be started.
 */
export async function openCommand(config: CommandConfig, options: PredictorOptions): Promise<Predictor> {
  const argv = parseArguments(config.run);
  const { values, mask } = readVariables(config.environment ?? [], options.env);
  const start: CommandStart = { argv, cwd: options.cwd, env: { ...scrubEnvironment(options.env), ...values }, mask };
  const session = new CommandSession(await startFirst(start), start, options);
  return {
    files: await filesAmong(argv, options.cwd),
    identity: identityOf(config),
    predict: (questions) => session.predict(questions),
    [Symbol.asyncDispose]: () => session.end(),
  };
}

async function startFirst(start: CommandStart): Promise<CommandProcess> {
  try {
    return await startCommand(start);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`the model's command ${JSON.stringify(start.argv)} cannot be started: ${reason}`, { cause });
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

/** The program's runs, one batch after another. */
class CommandSession {
  readonly #options: PredictorOptions;
  readonly #runs: Restarts<CommandProcess>;
  readonly #turns = new Turns();

  constructor(first: CommandProcess, start: CommandStart, options: PredictorOptions) {
    this.#options = options;
    this.#runs = new Restarts(first, () => startCommand(start));
  }

  predict(questions: readonly Question[]): Promise<readonly Answer[]> {
    return this.#turns.take(() => this.#ask(questions));
  }

  end(): Promise<void> {
    return this.#runs.end();
  }

  async #ask(questions: readonly Question[]): Promise<readonly Answer[]> {
    const run = await this.#runs.current();
    this.#options.signal?.throwIfAborted();
    if ("givenUp" in run) return questions.map(() => ({ problem: `the command ${run.givenUp}` }));
    const ids = wireIds(questions);
    const asked = new Map(questions.map((question, at) => [ids[at] ?? question.id, question.input]));
    const { timeout, startTimeout, signal } = this.#options;
    const answers = await run.ask(asked, run.hasServed ? timeout : startTimeout, signal);
    return ids.map((id) => answers.get(id) ?? { problem: `the command ${run.ended ?? "gave no answer"}` });
  }
}

/** The questions' ids; those that come again, being asked several times, with a number that tells them apart. */
function wireIds(questions: readonly Question[]): string[] {
  const taken = new Set<string>();
  return questions.map((question, at) => {
    let { id } = question;
    while (taken.has(id)) id += `~${at}`;
    taken.add(id);
    return id;
  });
}
