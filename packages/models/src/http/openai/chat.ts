import type { OpenOptions } from "../../open-options.ts";
import type { PredictorOptions } from "../../predictor.ts";
import { readSecrets } from "../../secrets.ts";
import { below } from "../address.ts";
import { HttpClient } from "../client.ts";
import { HttpProblem } from "../http-problem.ts";
import type { ChatConfig } from "./entries.ts";
import { type Completion, readCompletion } from "./read-completion.ts";

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

export interface CompleteOptions {
  /** The reply is to be JSON of this schema. */
  readonly jsonSchema?: Readonly<Record<string, unknown>>;
  /** The request's response_format, as it is; not beside jsonSchema. */
  readonly responseFormat?: Readonly<Record<string, unknown>> | undefined;
  /** Which asking of the same this is, from 0. */
  readonly repeat?: number;
}

/** An endpoint of OpenAI's chat completions. */
export interface Chat extends AsyncDisposable {
  readonly client: HttpClient;
  /** What the model replies, or why there is nothing that can be used. Rejects only with the signal's reason. */
  complete(
    messages: readonly ChatMessage[],
    options?: CompleteOptions,
  ): Promise<Completion | { readonly problem: string }>;
}

/** Opens a chat with a model, for whoever judges texts by it. Throws a UserError for secrets, headers or a proxy that cannot be used. */
export function openChat(config: ChatConfig, options: PredictorOptions): Chat {
  return openSecretChat(config, { ...options, secrets: readSecrets(config.secrets ?? [], options.env) });
}

/** The same, where the secrets are read already. */
export function openSecretChat(config: ChatConfig, options: OpenOptions): Chat {
  const client = new HttpClient(config, options);
  const url = below(new URL(config.url), "/chat/completions");
  return {
    client,
    complete: (messages, how = {}) => complete({ client, url, config }, messages, how),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  };
}

interface Way {
  readonly client: HttpClient;
  readonly url: URL;
  readonly config: ChatConfig;
}

async function complete(way: Way, messages: readonly ChatMessage[], options: CompleteOptions) {
  const body = JSON.stringify(requestOf(way.config, messages, options));
  try {
    const reply = await way.client.ask({ method: "POST", url: way.url, body }, body);
    const completion = readCompletion(reply.value, way.config.prices);
    if ("problem" in completion) return completion;
    return { ...completion, usage: { milliseconds: reply.milliseconds, ...completion.usage } };
  } catch (error) {
    if (error instanceof HttpProblem) return { problem: error.message };
    throw error;
  }
}

function requestOf(config: ChatConfig, messages: readonly ChatMessage[], options: CompleteOptions) {
  const { jsonSchema, repeat = 0 } = options;
  const format =
    jsonSchema === undefined
      ? options.responseFormat
      : { type: "json_schema", json_schema: { name: "answer", schema: jsonSchema, strict: true } };
  // Fields that are undefined are left out by JSON.
  return {
    ...config.parameters,
    model: config.model,
    messages,
    n: 1,
    temperature: config.temperature,
    max_tokens: config["max-tokens"],
    seed: config.seed === undefined ? undefined : config.seed + repeat,
    response_format: format,
  };
}
