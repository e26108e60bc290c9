import { readAnswer } from "../../answer.ts";
import { identityOf } from "../../identity.ts";
import type { OpenOptions } from "../../open-options.ts";
import type { Answer, Predictor, Question } from "../../predictor.ts";
import { show } from "../../show.ts";
import { createHttpPredictor } from "../batches.ts";
import { MissingFieldError } from "../template.ts";
import { type Chat, type ChatMessage, openSecretChat } from "./chat.ts";
import { folded, type OpenaiConfig } from "./entries.ts";
import { messagesOf } from "./messages.ts";
import type { Completion } from "./read-completion.ts";

/**
 * A model behind an endpoint of OpenAI's chat completions: `url` is what `/chat/completions` follows. With classes the
 * reply must be one of them; without, it is the generated text, a refusal included.
 */
export async function openOpenai(config: OpenaiConfig, options: OpenOptions): Promise<Predictor> {
  const chat = openSecretChat(config, options);
  const classes = new Map((config.classes ?? []).map((name) => [folded(name), name]));
  return createHttpPredictor({
    client: chat.client,
    identity: identityOf(config),
    batch: 1,
    ask: (questions) => Promise.all(questions.map((question) => ask({ chat, config, classes }, question))),
  });
}

interface Way {
  readonly chat: Chat;
  readonly config: OpenaiConfig;
  /** By their folded names. */
  readonly classes: ReadonlyMap<string, string>;
}

async function ask({ chat, config, classes }: Way, { input, repeat }: Question): Promise<Answer> {
  const messages = filled(config, input);
  if ("problem" in messages) return messages;
  const completion = await chat.complete(messages, { repeat, responseFormat: config["response-format"] });
  if ("problem" in completion) return completion;
  return classes.size === 0
    ? readAnswer({ ...given(completion), prediction: completion.text })
    : classOf(completion, classes);
}

function filled(config: OpenaiConfig, input: Question["input"]): readonly ChatMessage[] | { readonly problem: string } {
  try {
    return messagesOf(config, input);
  } catch (error) {
    if (error instanceof MissingFieldError) return { problem: error.message };
    throw error;
  }
}

function classOf(completion: Completion, classes: ReadonlyMap<string, string>): Answer {
  if (completion.isRefusal) return { problem: `the model refused: ${show(completion.text)}` };
  const name = classes.get(folded(completion.text));
  if (name === undefined) return { problem: `${show(completion.text)} was replied; it is none of the classes` };
  return readAnswer({ ...given(completion), prediction: name });
}

function given({ usage }: Completion) {
  return { scores: null, usage };
}
