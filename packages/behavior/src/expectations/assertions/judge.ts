import { canonicalJson, UserError } from "@airworthy/evidence";
import { capText } from "@airworthy/report";
import * as v from "valibot";
import type { ModelInput } from "../../model.ts";
import type { Judge } from "../judge/judge.ts";
import { type Asserted, defineAssertion, type Held } from "./check.ts";
import { assertedTextSchema } from "./expected-text.ts";

/** Half of the scale: what is more right than wrong. */
const DEFAULT_PASS_AT = 0.5;

const SHOWN_RUBRIC = 120;

export const judgeAssertion = defineAssertion(
  "judge",
  v.strictObject({
    judge: v.pipe(
      v.strictObject({
        rubric: v.pipe(assertedTextSchema, v.description("What a good answer is like, for the model that grades it.")),
        model: v.exactOptional(v.pipe(assertedTextSchema, v.description("The judge's name, where there are several."))),
        "pass-at": v.pipe(
          v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1)), DEFAULT_PASS_AT),
          v.description(`The least score that passes, up to 1; ${DEFAULT_PASS_AT} by default.`),
        ),
      }),
      v.description("Another model grades the answer from 0 to 1 by a rubric."),
    ),
  }),
  ({ judge: { rubric, model, "pass-at": passAt } }, context) => {
    const judge = context.judge(model ?? null);
    if (judge === null) {
      throw new UserError(
        `an assertion asks for ${model === undefined ? "a judge" : `the judge ${model}`}, and there is none`,
        {
          remedy: "Name a model that grades answers, or leave the assertion out.",
        },
      );
    }
    return {
      asks: true,
      words: `judged ${passAt} or better by: ${capText(rubric, SHOWN_RUBRIC)}`,
      holds: (asserted) => gradeWith(judge, rubric, passAt, asserted),
    };
  },
);

async function gradeWith(judge: Judge, rubric: string, passAt: number, asserted: Asserted): Promise<Held> {
  try {
    const grade = await judge.grade({
      question: textOf(asserted.input),
      answer: asserted.answer.prediction,
      rubric,
      expected: asserted.expected?.join("\n") ?? null,
    });
    if ("problem" in grade) return { problem: `the judge: ${grade.problem}` };
    const { score } = grade;
    if (!(score >= 0 && score <= 1)) return { problem: `the judge: the score is ${score}; 0 to 1 is allowed` };
    return score >= passAt ? 1 : score - 1;
  } catch (error) {
    return { problem: `the judge: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function textOf(input: ModelInput): string {
  return typeof input === "string" ? input : canonicalJson(input);
}
