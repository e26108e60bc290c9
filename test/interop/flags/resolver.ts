import { createResolver, type Resolution } from "@airworthy/flags";
import { type Question, type Reply, replyOf, textOf } from "./question.ts";

/** What our resolver answers. */
export function askOurs(question: Question): Reply {
  const { resolve } = createResolver(question.definition, { now: () => Date.now() / 1_000 });
  // Most answers are given many times, and are the same object then.
  const texts = new WeakMap<Resolution, string>();
  return replyOf(question, (flag, context) => {
    const resolution = resolve(flag, { ...context });
    const known = texts.get(resolution);
    if (known !== undefined) return known;
    const text = textOf({ ...resolution, errorCode: resolution.errorCode });
    texts.set(resolution, text);
    return text;
  });
}
