import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import type { ModelInput } from "../model.ts";
import { besideFile, type PromptfooPorts } from "./promptfoo-files.ts";
import { checkDepth, fillPromptfoo, fillValue, type Variables } from "./promptfoo-template.ts";
import { Unsupported } from "./unsupported.ts";

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
const SHOWN_CHARACTERS = 80;
/** Between the prompts of one text file. */
const SEPARATOR = /^\s*---\s*$/m;
/** What promptfoo takes for a file, a program or a service without `file://` before it. */
const ELSEWHERE =
  /^(?:exec:|portkey:|langfuse:|helicone:)|^\S+\.(?:csv|exe|j2|[cm]?[jt]s|jsonl?|md|py|rb|sh|txt|ya?ml)(?::\w+)?$/i;

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
    else read.push(toPrompt(written(given, file), file));
  }
  return read;
}

/** A prompt of a text; messages and other JSON are filled text by text. Throws a UserError for a chat that is written as YAML. */
export function toPrompt(text: string, where: string): Prompt {
  if (/^\s*- role:/.test(text)) {
    throw new UserError(`${where}: a prompt is a chat in YAML`, { remedy: "Write its messages as JSON." });
  }
  const json = parseJson(text);
  if (json === undefined) {
    return { fill: (variables, { prefix, suffix }) => fillPromptfoo(`${prefix}${text}${suffix}`, variables) };
  }
  const isChat = v.is(messagesSchema, json);
  return {
    fill: (variables, { prefix, suffix }) => {
      if (prefix !== "" || suffix !== "") throw new Unsupported("a prefix or suffix of a prompt that is JSON");
      checkDepth(json);
      const filled = fillValue(json, variables);
      return isChat ? { messages: filled } : JSON.stringify(filled, null, 2);
    },
  };
}

function written(text: string, file: string): string {
  if (!ELSEWHERE.test(text)) return text;
  throw new UserError(`${file}: the prompt ${JSON.stringify(text.slice(0, SHOWN_CHARACTERS))} stands elsewhere`, {
    remedy: "Texts, and Text, Markdown and JSON files with file:// before them are allowed.",
  });
}

async function readPromptFile(file: string, { readText }: PromptfooPorts): Promise<Prompt[]> {
  if (!TEXT_FILE.test(file)) {
    throw new UserError(`${file} is no prompt that can be read`, { remedy: "Text, Markdown and JSON are allowed." });
  }
  const text = await readText(file);
  if (!/\.txt$/i.test(file)) return [toPrompt(text, file)];
  const parts = text.split(SEPARATOR).map((part) => part.trim());
  const prompts = parts.filter((part) => part !== "").map((part) => toPrompt(part, file));
  if (prompts.length === 0) throw new UserError(`${file} has no prompts`);
  return prompts;
}

/** Undefined for a text that is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
