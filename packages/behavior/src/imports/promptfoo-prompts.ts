import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { ModelInput } from "../model.ts";
import { besideFile, type PromptfooPorts } from "./promptfoo-files.ts";
import { fillPromptfoo, fillValue, type Variables } from "./promptfoo-template.ts";

/** What a model is asked, with slots. */
export interface Prompt {
  fill(variables: Variables, around: { readonly prefix: string; readonly suffix: string }): ModelInput;
}

const promptSchema = v.union([
  v.string(),
  v.pipe(
    v.looseObject({ raw: v.string() }),
    v.transform(({ raw }) => raw),
  ),
  v.pipe(
    v.looseObject({ id: v.string() }),
    v.transform(({ id }) => id),
  ),
]);

const messagesSchema = v.pipe(
  v.array(v.looseObject({ role: v.string(), content: v.unknown() })),
  v.minLength(1, "must not be empty"),
);

const TEXT_FILE = /\.(txt|md|json)$/i;
/** Between the prompts of one text file. */
const SEPARATOR = /^---\s*$/m;

/**
 * The prompts of a configuration: texts, or chats, which are lists of messages as JSON. Throws a UserError that names the file for
 * those that code makes.
 */
export async function readPrompts(prompts: unknown, file: string, ports: PromptfooPorts): Promise<readonly Prompt[]> {
  const read: Prompt[] = [];
  for (const prompt of [prompts].flat()) {
    const result = v.safeParse(promptSchema, prompt);
    if (!result.success) throw new UserError(`${file}: a prompt that is neither a text nor names a file`);
    const given = result.output;
    if (given.startsWith("file://")) read.push(...(await readPromptFile(besideFile(file, given), ports)));
    else read.push(toPrompt(given));
  }
  return read;
}

export function toPrompt(text: string): Prompt {
  const messages = parseMessages(text);
  if (messages !== null) {
    return { fill: (variables) => ({ messages: fillValue(messages, variables) }) };
  }
  return {
    fill: (variables, { prefix, suffix }) => fillPromptfoo(`${prefix}${text}${suffix}`, variables),
  };
}

async function readPromptFile(file: string, { readText }: PromptfooPorts): Promise<Prompt[]> {
  if (!TEXT_FILE.test(file)) {
    throw new UserError(`${file} is no prompt that can be read`, { remedy: "Text, Markdown and JSON are allowed." });
  }
  const text = await readText(file);
  if (/\.json$/i.test(file)) return [toPrompt(text)];
  return text.split(SEPARATOR).map((part) => toPrompt(part.trim()));
}

function parseMessages(text: string): unknown {
  if (!text.trimStart().startsWith("[")) return null;
  try {
    const result = v.safeParse(messagesSchema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
