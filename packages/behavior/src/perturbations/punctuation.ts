import * as v from "valibot";
import { type OnText, textEntries } from "./perturbation.ts";
import { withoutEnd } from "./sentence.ts";

export const punctuationSchema = v.strictObject({
  by: v.pipe(
    v.literal("punctuation"),
    v.description("Takes the punctuation from the end, and puts a full stop there."),
  ),
  ...textEntries,
});

/** As CheckList's punctuation: the text without punctuation at its end, and that with a full stop; what differs of the two. */
export function punctuation({ field }: v.InferOutput<typeof punctuationSchema>): OnText {
  return {
    on: "text",
    field: field ?? null,
    change: (text) => {
      const stripped = withoutEnd(text);
      if (stripped === "") return [];
      return [stripped, `${stripped}.`].filter((changed) => changed !== text.trimEnd());
    },
  };
}
