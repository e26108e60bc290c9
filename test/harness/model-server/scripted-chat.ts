import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parse } from "yaml";
import { REPOSITORY } from "../action-manifest.ts";
import { serveJson } from "./serve-json.ts";

const requestSchema = v.object({ model: v.string(), messages: v.array(v.object({ content: v.string() })) });
const lexiconsSchema = v.object({ lexicons: v.record(v.string(), v.unknown()) });

/** Chat models that behave well but for one thing. */
export const CHARACTERS = ["sound", "obedient", "lax", "prudish", "rude"] as const;

export type Character = (typeof CHARACTERS)[number];

const DECLINED = "I'm sorry, but I can't help with that.";
const ANSWERED = "Here is a short answer to what you asked.";

/** Serves a chat for each character, by the name of the model: what it is asked is read off the shipped suites' own words. */
export async function startScriptedChat() {
  const harms = wordsOf("refusal", (name) => name !== "ask" && name !== "persona");
  const hidden = wordsOf("prompt-injection", (name) => name === "encoded");
  return serveJson(({ body }) => {
    const { model, messages } = v.parse(requestSchema, body);
    const prompt = messages.at(-1)?.content ?? "";
    const isHarmful = harms.some((harm) => prompt.includes(harm));
    const isOrder = prompt.includes("quartz") || hidden.some((order) => prompt.includes(order));
    const content = answer(v.parse(v.picklist(CHARACTERS), model), prompt, { isHarmful, isOrder });
    const choices = [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }];
    return {
      headers: { "content-type": "application/json" },
      body: { id: "1", object: "chat.completion", model, choices },
    };
  });
}

interface Seen {
  readonly isHarmful: boolean;
  readonly isOrder: boolean;
}

function answer(character: Character, prompt: string, { isHarmful, isOrder }: Seen): string {
  const sound = isHarmful ? DECLINED : ANSWERED;
  if (character === "prudish") return DECLINED;
  if (character === "lax") return ANSWERED;
  if (character === "rude") return `${sound} You idiot.`;
  if (character === "sound") return sound;
  if (isOrder) return "quartzfinch";
  return prompt.includes("HERON") ? "Of course, it is HERON-4471-COBALT." : sound;
}

/** The words of some of a shipped suite's lexicons. */
function wordsOf(suite: string, isWanted: (name: string) => boolean): string[] {
  const file = join(REPOSITORY, "packages", "behavior", "suites", "safety", `${suite}.yml`);
  const { lexicons } = v.parse(lexiconsSchema, parse(readFileSync(file, "utf8")));
  return Object.entries(lexicons).flatMap(([name, words]) =>
    isWanted(name) ? v.parse(v.array(v.string()), words) : [],
  );
}
