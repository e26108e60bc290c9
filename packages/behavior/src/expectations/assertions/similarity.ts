import * as v from "valibot";
import { isSimilar, similarityEntries, similarityOf } from "../similarity/similarity.ts";
import { defineAssertion } from "./check.ts";
import { assertedTextSchema, holdsOfText } from "./expected-text.ts";

export const similarityAssertion = defineAssertion(
  "similarity",
  v.strictObject({
    similarity: v.pipe(
      v.strictObject({
        to: v.pipe(
          v.optional(assertedTextSchema, "{expected}"),
          v.description("{expected}, the case's own, by default."),
        ),
        ...similarityEntries,
      }),
      v.description("The answer is like a text, by a measure from 0 to 1."),
    ),
  }),
  ({ similarity: { to, ...rule } }) => ({
    asks: false,
    words: `${rule.metric} of at least ${rule["at-least"]} to ${JSON.stringify(to)}`,
    holds: (asserted) =>
      holdsOfText(to, asserted, (text) => {
        const alike = similarityOf(rule.metric, asserted.answer.prediction, text);
        if (typeof alike !== "number") return alike;
        return isSimilar(alike, rule) ? 1 : alike - 1;
      }),
  }),
);
