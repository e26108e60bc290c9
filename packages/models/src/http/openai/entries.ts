import * as v from "valibot";
import { classesSchema } from "../answer-map.ts";
import { httpEntries } from "../http-entries.ts";
import { placeholdersIn } from "../template.ts";

const RESERVED: readonly string[] = [
  "model",
  "messages",
  "n",
  "stream",
  "temperature",
  "max_tokens",
  "seed",
  "response_format",
];

const price = v.pipe(v.number(), v.minValue(0), v.finite());

/** What every chat has: a judge's, too. */
const chatEntries = {
  ...httpEntries,
  model: v.pipe(v.string(), v.nonEmpty(), v.description("The model's name at that endpoint.")),
  temperature: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
  "max-tokens": v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  seed: v.optional(
    v.pipe(
      v.number(),
      v.safeInteger(),
      v.description("Of a question asked several times, each asking has the next seed."),
    ),
  ),
  parameters: v.optional(
    v.pipe(
      v.record(v.string(), v.unknown()),
      v.check(
        (given) => !Object.keys(given).some((name) => RESERVED.includes(name)),
        `must not hold ${RESERVED.join(", ")}`,
      ),
      v.description("Further fields of the request, as they are, such as top_p or max_completion_tokens."),
    ),
  ),
  prices: v.optional(
    v.pipe(
      v.strictObject({ input: price, output: price }),
      v.description("US dollars for a million tokens, from which an answer's cost is reckoned."),
    ),
  ),
};

const chatSchema = v.object(chatEntries);

export type ChatConfig = v.InferOutput<typeof chatSchema>;

/** A model behind an endpoint of OpenAI's chat completions. */
export const openaiEntries = {
  ...chatEntries,
  system: v.optional(v.pipe(v.string(), v.description("The system's message; {{a field's name}} becomes that field."))),
  user: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => placeholdersIn(text).length > 0, "must hold {{input}} or {{a field's name}}"),
      v.description("The user's message, {{input}} unless given. Without it a record's own messages are sent."),
    ),
  ),
  "response-format": v.optional(
    v.pipe(v.record(v.string(), v.unknown()), v.description("The request's response_format, as it is.")),
  ),
  classes: v.optional(
    v.pipe(
      classesSchema,
      v.check((names) => new Set(names.map(folded)).size === names.length, "must not hold classes alike but for case"),
      v.description("The reply must be one of these, but for case and white space around it."),
    ),
  ),
};

const openaiSchema = v.object(openaiEntries);

export type OpenaiConfig = v.InferOutput<typeof openaiSchema>;

/** How replies and classes are compared: without the white space around them, and without case. */
export function folded(text: string): string {
  return text.trim().toLowerCase();
}
