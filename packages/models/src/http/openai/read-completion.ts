import * as v from "valibot";
import type { Usage } from "../../predictor.ts";
import { cut } from "../../show.ts";

const MAX_REFUSAL = 10_000;

const completionSchema = v.object({
  choices: v.pipe(
    v.array(
      v.object({
        message: v.object({ content: v.nullish(v.string()), refusal: v.nullish(v.string()) }),
        finish_reason: v.nullish(v.string()),
      }),
    ),
    v.length(1),
  ),
  usage: v.nullish(v.object({ prompt_tokens: v.nullish(v.number()), completion_tokens: v.nullish(v.number()) })),
});

/** What a model wrote, or that it would not, and what that took. */
export interface Completion {
  readonly text: string;
  readonly isRefusal: boolean;
  readonly usage: Usage;
}

export interface Prices {
  /** US dollars for a million tokens. */
  readonly input: number;
  readonly output: number;
}

/** Reads the reply of a chat completion; a reply that was cut off, filtered or is none is a problem. */
export function readCompletion(value: unknown, prices: Prices | undefined): Completion | { readonly problem: string } {
  const result = v.safeParse(completionSchema, value);
  if (!result.success) {
    const [issue] = result.issues;
    return {
      problem: `the reply is no chat completion of one choice: ${v.getDotPath(issue) ?? "the whole"} is not as it must be`,
    };
  }
  const { choices, usage } = result.output;
  const [choice] = choices;
  const { content, refusal } = choice?.message ?? {};
  const used = usageOf(usage?.prompt_tokens ?? undefined, usage?.completion_tokens ?? undefined, prices);
  if (refusal) return { text: cut(refusal, MAX_REFUSAL), isRefusal: true, usage: used };
  const unfinished = unfinishedBy(choice?.finish_reason ?? "stop");
  if (unfinished !== null) return { problem: unfinished };
  if (content) return { text: content, isRefusal: false, usage: used };
  return { problem: "the reply holds no text" };
}

function unfinishedBy(reason: string): string | null {
  switch (reason) {
    case "length":
      return "the reply was cut off at its limit of tokens; raise max-tokens";
    case "content_filter":
      return "the reply was withheld by the endpoint's content filter";
    case "tool_calls":
    case "function_call":
      return "the reply calls a tool instead of answering";
    default:
      return null;
  }
}

function usageOf(input: number | undefined, output: number | undefined, prices: Prices | undefined): Usage {
  const inputTokens = count(input);
  const outputTokens = count(output);
  const isKnown = inputTokens !== undefined && outputTokens !== undefined && prices !== undefined;
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(isKnown ? { cost: (inputTokens * prices.input + outputTokens * prices.output) / 1e6 } : {}),
  };
}

/** A number of tokens that is none is not known. */
function count(tokens: number | undefined): number | undefined {
  return tokens !== undefined && Number.isSafeInteger(tokens) && tokens >= 0 ? tokens : undefined;
}
