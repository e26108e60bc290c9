import type { Random } from "@airworthy/stats";
import * as v from "valibot";
import { oneOrMore } from "../cases/text-schema.ts";
import { type OnText, textEntries } from "./perturbation.ts";
import { capitalized } from "./sentence.ts";

const CASINGS = ["upper", "lower", "title", "sentence", "random"] as const;

type Casing = (typeof CASINGS)[number];

export const casingSchema = v.strictObject({
  by: v.pipe(v.literal("casing"), v.description("Writes letters large and small.")),
  to: v.pipe(
    oneOrMore(v.picklist(CASINGS), CASINGS.length),
    v.description("UPPER, lower, Title Of Words, Sentence, or each letter as it is dRAwn; several make one text each."),
  ),
  ...textEntries,
});

/** The text in other letters, once for each casing that differs from what it has. */
export function casing({ to, field }: v.InferOutput<typeof casingSchema>): OnText {
  return { on: "text", field: field ?? null, change: (text, random) => to.map((kind) => recase(text, kind, random)) };
}

function recase(text: string, kind: Casing, random: Random): string {
  if (kind === "upper") return text.toUpperCase();
  const lower = text.toLowerCase();
  if (kind === "lower") return lower;
  if (kind === "title") return lower.replace(/\p{L}[\p{L}\p{M}'’]*/gu, capitalized);
  if (kind === "sentence") {
    return lower.replace(
      /(^|[.!?…]\s+)(\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    );
  }
  return Array.from(text, (character) =>
    random.integer(2) === 0 ? character.toLowerCase() : character.toUpperCase(),
  ).join("");
}
