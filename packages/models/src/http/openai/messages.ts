import type { ModelInput } from "../../predictor.ts";
import { own } from "../../show.ts";
import { fillText } from "../template.ts";
import type { ChatMessage } from "./chat.ts";
import type { OpenaiConfig } from "./entries.ts";

const ROLES = ["system", "user", "assistant"] as const;

/**
 * The messages of a chat: the system's, and the user's template filled, or where there is no template a record's own
 * `messages`. Throws a MissingFieldError for a field that the input does not have.
 */
export function messagesOf(
  { system, user }: Pick<OpenaiConfig, "system" | "user">,
  input: ModelInput,
): readonly ChatMessage[] | { readonly problem: string } {
  const first: ChatMessage[] = system === undefined ? [] : [{ role: "system", content: fillText(system, input) }];
  const given = user === undefined ? own(input, "messages") : undefined;
  if (given === undefined) return [...first, { role: "user", content: fillText(user ?? "{{input}}", input) }];
  const messages = readMessages(given);
  if (messages === null) return { problem: "the input's messages are no list of {role, content} with texts" };
  return [...first, ...messages];
}

function readMessages(given: unknown): ChatMessage[] | null {
  if (!Array.isArray(given) || given.length === 0) return null;
  const messages: ChatMessage[] = [];
  for (const message of given) {
    const content = own(message, "content");
    const role = ROLES.find((known) => known === own(message, "role"));
    if (role === undefined || typeof content !== "string") return null;
    messages.push({ role, content });
  }
  return messages;
}
