import { nearest } from "@airworthy/evidence";
import * as v from "valibot";
import type { Lexicons } from "../cases/lexicons.ts";
import { oneOrMore } from "../cases/text-schema.ts";
import { addedPhrases, appendSchema, prependSchema } from "./added-phrases.ts";
import { casing, casingSchema } from "./casing.ts";
import { contractions, contractionsSchema } from "./contractions.ts";
import { duplicate, duplicateSchema } from "./duplicate.ts";
import { flip, flipSchema } from "./flip.ts";
import { insert, insertSchema } from "./insert.ts";
import { locations, locationsSchema } from "./locations.ts";
import { monotone, monotoneSchema } from "./monotone.ts";
import { names, namesSchema } from "./names.ts";
import { negation, negationSchema } from "./negation.ts";
import { nulls, nullsSchema } from "./nulls.ts";
import { numbers, numbersSchema } from "./numbers.ts";
import { permuteColumns, permuteColumnsSchema } from "./permute-columns.ts";
import { permuteRows, permuteRowsSchema } from "./permute-rows.ts";
import type { Perturbation } from "./perturbation.ts";
import { protectedSchema, protectedTerms } from "./protected.ts";
import { punctuation, punctuationSchema } from "./punctuation.ts";
import { rescale, rescaleSchema } from "./rescale.ts";
import { synonyms, synonymsSchema } from "./synonyms.ts";
import { typos, typosSchema } from "./typos.ts";
import { urlsAndHandles, urlsAndHandlesSchema } from "./urls-and-handles.ts";
import { vary, varySchema } from "./vary.ts";

const SCHEMAS = [
  typosSchema,
  punctuationSchema,
  contractionsSchema,
  casingSchema,
  namesSchema,
  locationsSchema,
  numbersSchema,
  negationSchema,
  urlsAndHandlesSchema,
  synonymsSchema,
  protectedSchema,
  varySchema,
  insertSchema,
  appendSchema,
  prependSchema,
  permuteRowsSchema,
  permuteColumnsSchema,
  duplicateSchema,
  rescaleSchema,
  monotoneSchema,
  flipSchema,
  nullsSchema,
] as const;

/** Every value of `by`. */
export const PERTURBATION_NAMES: readonly string[] = SCHEMAS.map((schema) => schema.entries.by.literal);

const MAX_PERTURBATIONS = 20;

const oneSchema = v.variant("by", SCHEMAS, ({ input, expected }) => {
  const known = `known are ${PERTURBATION_NAMES.join(", ")}`;
  if (expected === "Object") return "must be a perturbation: a mapping such as {by: typos}";
  const near = typeof input === "string" ? nearest(input, PERTURBATION_NAMES) : undefined;
  return `must be a known perturbation; ${near === undefined ? known : `did you mean ${near}?`}`;
});

/** A test's `perturb`: one, or several that each change the original by themselves. */
export const perturbationSchema = v.pipe(
  oneOrMore(oneSchema, MAX_PERTURBATIONS),
  v.description("How further inputs are made from the first; several each change the original by themselves."),
);

export type PerturbationSpec = v.InferOutput<typeof oneSchema>;

/**
 * A perturbation made ready. Throws a UserError for what no schema can say, such as a lexicon that is not known.
 */
export async function loadPerturbation(spec: PerturbationSpec, lexicons: Lexicons): Promise<Perturbation> {
  switch (spec.by) {
    case "typos":
      return typos(spec);
    case "punctuation":
      return punctuation(spec);
    case "contractions":
      return contractions(spec);
    case "casing":
      return casing(spec);
    case "names":
      return names(spec);
    case "locations":
      return locations(spec);
    case "numbers":
      return numbers(spec);
    case "negation":
      return negation(spec);
    case "urls-and-handles":
      return urlsAndHandles(spec);
    case "synonyms":
      return synonyms(spec);
    case "protected":
      return protectedTerms(spec, lexicons);
    case "vary":
      return vary(spec, lexicons);
    case "insert":
      return insert(spec, lexicons);
    case "append":
    case "prepend":
      return addedPhrases(spec, lexicons);
    case "permute-rows":
      return permuteRows(spec);
    case "permute-columns":
      return permuteColumns();
    case "duplicate":
      return duplicate(spec);
    case "rescale":
      return rescale(spec);
    case "monotone":
      return monotone(spec);
    case "flip":
      return flip(spec);
    case "nulls":
      return nulls(spec);
  }
}
