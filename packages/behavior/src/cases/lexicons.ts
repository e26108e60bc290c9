import { nearest, UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { mappingSchema } from "./mapping-schema.ts";
import { SHIPPED_LEXICONS, type ShippedLexicon, shippedLexicon } from "./shipped-lexicons.ts";
import { listSchema, textSchema, wordsNameSchema } from "./text-schema.ts";
import { unionBy } from "./union-by.ts";

/** Words by the lexicon's name. */
export type Lexicons = ReadonlyMap<string, readonly string[]>;

/** A suite is written by hand: longer lists are data, which belongs in a table. */
const MAX_WORDS = 5_000;
const MAX_LEXICONS = 500;

const shippedSchema = v.strictObject({
  shipped: v.pipe(
    v.picklist(SHIPPED_LEXICONS, ({ input }) => `must be a lexicon that comes with the runner; ${hint(input)}`),
    v.description("The name of a lexicon that comes with the runner."),
  ),
});

/** Word lists by name, or the names of shipped ones; see `loadLexicons`. */
export const lexiconsSchema = v.pipe(
  mappingSchema(
    wordsNameSchema,
    unionBy([listSchema(textSchema, MAX_WORDS), shippedSchema], (value) => (Array.isArray(value) ? 0 : 1)),
    {
      what: "names to lists of words",
      most: MAX_LEXICONS,
      jsonSchema: {
        anyOf: [
          { type: "array", minItems: 1, maxItems: MAX_WORDS, items: { type: "string", minLength: 1 } },
          { type: "object", properties: { shipped: { enum: SHIPPED_LEXICONS } }, required: ["shipped"] },
        ],
      },
    },
  ),
  v.description("Lists of words by name, for templates and perturbations, or the names of lists that are shipped."),
);

/** The words of every lexicon. A shipped one is read only when it is named. */
export async function loadLexicons(spec: ReadonlyMap<string, readonly string[] | Shipped>): Promise<Lexicons> {
  const lexicons = new Map<string, readonly string[]>();
  for (const [name, given] of spec) {
    lexicons.set(name, "shipped" in given ? await shippedLexicon(given.shipped) : given);
  }
  return lexicons;
}

interface Shipped {
  readonly shipped: ShippedLexicon;
}

/**
 * The words that a slot draws from: the lexicon of its name or, as in CheckList, of its name without the digits at its
 * end, so that `{name1}` and `{name2}` both draw from `name`. Undefined where there is neither.
 */
export function wordsFor(slot: string, lexicons: Lexicons): readonly string[] | undefined {
  return lexicons.get(slot) ?? lexicons.get(slot.replace(/\d+$/, ""));
}

/** The words of a lexicon that a perturbation names; a UserError offers the nearest name. */
export function wordsOf(name: string, lexicons: Lexicons): readonly string[] {
  const words = wordsFor(name, lexicons);
  if (words === undefined) throw new UserError(unknownName("lexicon", name, lexicons.keys()));
  return words;
}

/** What is said of a name that is not known: the nearest one, or the first few. */
export function unknownName(what: string, name: string, known: Iterable<string>): string {
  const names = [...known];
  const near = nearest(name, names);
  const shown = near === undefined ? `known are ${names.slice(0, 10).join(", ") || "none"}` : `did you mean ${near}?`;
  return `unknown ${what} ${JSON.stringify(name.slice(0, 80))}; ${shown}`;
}

function hint(input: unknown): string {
  const near = typeof input === "string" ? nearest(input, SHIPPED_LEXICONS) : undefined;
  return near === undefined ? `known are ${SHIPPED_LEXICONS.join(", ")}` : `did you mean ${near}?`;
}
