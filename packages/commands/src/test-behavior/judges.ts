import { readFile } from "node:fs/promises";
import { chatJudge, type JudgeOf } from "@airworthy/behavior";
import { type InputFile, sha256, UserError } from "@airworthy/evidence";
import { type Chat, openChat, type PredictorConfig, type PredictorOptions, readPredictorFile } from "@airworthy/models";
import type { Predictors } from "./model-version.ts";

/** The models that grade answers. */
export interface Judges extends AsyncDisposable {
  readonly judge: JudgeOf;
  readonly files: readonly InputFile[];
}

/**
 * Opens the judges that were named: by predictor files of kind `openai`, or by names in the configuration. Throws a
 * UserError for a name or file that is none.
 */
export async function openJudges(
  names: readonly string[],
  predictors: Predictors,
  options: PredictorOptions,
): Promise<Judges> {
  await using opened = new AsyncDisposableStack();
  const chats = new Map<string, Chat>();
  const files: InputFile[] = [];
  for (const name of new Set(names)) {
    const known = predictors.get(name);
    const config = known ?? (await readJudge(name, options.cwd, files));
    if (config.kind !== "openai") {
      throw new UserError(`judge: ${name} is a predictor of kind ${config.kind}; one of kind openai is allowed`);
    }
    chats.set(name, opened.use(openChat(config, options)));
  }
  const [first] = chats.values();
  const kept = opened.move();
  return {
    files,
    judge: (name) => {
      const chat = name === null ? first : chats.get(name);
      return chat === undefined ? null : chatJudge(chat);
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function readJudge(name: string, cwd: string, files: InputFile[]): Promise<PredictorConfig> {
  const { config, path } = await readPredictorFile(name, cwd);
  files.push({ name, sha256: sha256(await readFile(path, "utf8")) });
  return config;
}
