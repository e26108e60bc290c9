import * as v from "valibot";
import { readAnswer } from "../answer.ts";
import { type AnswerParts, assembleAnswer } from "../assemble-answer.ts";
import type { Answer } from "../predictor.ts";
import { own } from "../show.ts";
import { pointAt, pointerSchema } from "./pointer.ts";

/** A class's name, as long as one can be. */
export const classesSchema = v.pipe(
  v.array(v.pipe(v.string(), v.nonEmpty())),
  v.minLength(2),
  v.check((names) => new Set(names).size === names.length, "must not name a class twice"),
  v.description("The classes, in the order in which the model numbers them and lists their scores."),
);

const partsSchema = v.strictObject({
  prediction: v.optional(v.pipe(pointerSchema, v.description("Where the class's name or number is."))),
  scores: v.optional(
    v.pipe(
      pointerSchema,
      v.description(
        "Where the scores are: an object by class, a list in the order of classes, or a list of {label, score}.",
      ),
    ),
  ),
  value: v.optional(v.pipe(pointerSchema, v.description("Where the number of a regression is."))),
  text: v.optional(v.pipe(pointerSchema, v.description("Where the generated text is."))),
});

/** Where in a reply an answer is: one JSON Pointer to a class's name, a text, a number or a list of scores; or one for each part. */
export const answerMapSchema = v.pipe(
  v.union([pointerSchema, partsSchema]),
  v.check((map) => typeof map === "string" || Object.keys(map).length > 0, "must say where at least one part is"),
);

export type AnswerMap = v.InferOutput<typeof answerMapSchema>;

/** The answer in a reply, or in the part of one that is about one question. Nothing of it is trusted. */
export function readMapped(item: unknown, map: AnswerMap, classes: readonly string[] | undefined): Answer {
  if (typeof map === "string") return readUnmapped(pointAt(item, map), classes);
  const found = (pointer: string | undefined) => (pointer === undefined ? undefined : pointAt(item, pointer));
  for (const [name, pointer] of Object.entries(map)) {
    if (found(pointer) === undefined) return { problem: `the reply holds no ${name} at ${pointer}` };
  }
  const text = found(map.text);
  if (map.text !== undefined && typeof text !== "string") return { problem: `the reply holds no text at ${map.text}` };
  return assembleAnswer(
    { prediction: found(map.prediction) ?? text, scores: found(map.scores), value: found(map.value) },
    classes,
  );
}

/** An answer whose parts show by themselves what they are. */
function readUnmapped(found: unknown, classes: readonly string[] | undefined): Answer {
  if (Array.isArray(found)) return assembleAnswer({ scores: found }, classes);
  if (typeof found === "boolean" || typeof found === "number") return assembleAnswer({ prediction: found }, classes);
  if ((own(found, "unsupported") ?? own(found, "problem") ?? null) !== null) return readAnswer(found);
  if (typeof found !== "object" || found === null) return readAnswer(found);
  const parts: AnswerParts = {
    prediction: own(found, "prediction"),
    scores: own(found, "scores"),
    value: own(found, "value") ?? undefined,
  };
  return assembleAnswer(parts, classes);
}
