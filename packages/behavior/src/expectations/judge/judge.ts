import type { Unanswered } from "../../model.ts";
import { GRADE_JSON_SCHEMA, type JudgeMessage, judgePrompt, readGrade } from "./judge-prompt.ts";

/** An answer to be graded. All but the rubric is foreign text. */
export interface GradeRequest {
  readonly question: string;
  readonly answer: string;
  /** What a good answer is like, in the suite's author's words. */
  readonly rubric: string;
  /** An answer that would be right, where the case has one. */
  readonly expected: string | null;
}

export interface Grade {
  /** From 0, not at all as the rubric asks, to 1, wholly so. */
  readonly score: number;
  readonly reason: string;
}

/** The port to a model that grades another's answers. It tells what goes wrong by `problem`. */
export interface Judge {
  grade(request: GradeRequest): Promise<Grade | Unanswered>;
}

/** The judge of a name, the only or first one for null; null where there is none. */
export type JudgeOf = (model: string | null) => Judge | null;

/** The port to a chat model: one reply to some messages, of the shape of a JSON Schema where it can be held to one. */
export interface Chat {
  complete(
    messages: readonly JudgeMessage[],
    options: { readonly jsonSchema: Readonly<Record<string, unknown>> },
  ): Promise<{ readonly text: string } | Unanswered>;
}

/** A judge that asks a chat model by this package's prompt, and takes no reply but the one asked for. */
export function chatJudge(chat: Chat): Judge {
  return {
    async grade(request) {
      const messages = judgePrompt(request);
      if ("problem" in messages) return messages;
      const reply = await chat.complete(messages, { jsonSchema: GRADE_JSON_SCHEMA });
      return "problem" in reply ? reply : readGrade(reply.text);
    },
  };
}
