import * as v from "valibot";
import { addNegation } from "./add-negation.ts";
import { type OnText, textEntries } from "./perturbation.ts";
import { removeNegation } from "./remove-negation.ts";

export const negationSchema = v.strictObject({
  by: v.pipe(v.literal("negation"), v.description("Negates a sentence, or takes negations away. English, by rules.")),
  change: v.pipe(v.picklist(["add", "remove"]), v.description("Rules, no parser: a text they do not fit is left out.")),
  ...textEntries,
});

/** CheckList's add_negation and remove_negation, as far as rules go without a parser: see both files. */
export function negation({ change, field }: v.InferOutput<typeof negationSchema>): OnText {
  const negate = change === "add" ? addNegation : removeNegation;
  return {
    on: "text",
    field: field ?? null,
    change: (text) => {
      const changed = negate(text);
      return changed === null ? [] : [changed];
    },
  };
}
