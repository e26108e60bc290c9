import { UserError } from "@airworthy/evidence";
import * as v from "valibot";
import { type Lexicons, wordsOf } from "../cases/lexicons.ts";
import { listSchema, wordsNameSchema } from "../cases/text-schema.ts";
import { draw } from "./draw.ts";
import { type OnText, takeSchema, textEntries } from "./perturbation.ts";
import { phraseSchema } from "./phrase-schema.ts";
import { findPhrases, phraseIndex, replacePhrases } from "./phrases.ts";

const MAX_GROUPS = 500;
const MAX_COLUMNS = 100;

export const protectedSchema = v.pipe(
  v.strictObject({
    by: v.pipe(v.literal("protected"), v.description("Swaps a word for people for each other one.")),
    lexicon: v.exactOptional(v.pipe(wordsNameSchema, v.description("A lexicon whose words stand for each other."))),
    groups: v.exactOptional(
      v.pipe(
        listSchema(
          v.pipe(listSchema(phraseSchema, MAX_COLUMNS), v.minLength(2, "must have at least 2 words")),
          MAX_GROUPS,
        ),
        v.check(
          (groups) => groups.every((group) => group.length === groups[0]?.length),
          "must be lists of one length: the first words of all are one kind of person's, the second words the next's",
        ),
        v.description("Words that stand for each other, changed together: [[he, she], [his, her], [man, woman]]."),
      ),
    ),
    take: v.exactOptional(takeSchema),
    ...textEntries,
  }),
  v.check(({ lexicon, groups }) => (lexicon === undefined) !== (groups === undefined), "must have a lexicon or groups"),
);

interface Place {
  readonly group: readonly string[];
  readonly column: number;
}

/**
 * Each changed text speaks of another kind of person: every word of one column of the groups, as "he" and "his" are of
 * one, becomes its group's word in another column, wherever it stands. A lexicon is one group. Words of further columns
 * stay. All changes without `take`. Throws a UserError for a lexicon that is not known, or has a single word.
 */
export function protectedTerms(spec: v.InferOutput<typeof protectedSchema>, lexicons: Lexicons): OnText {
  const { lexicon, groups = [], take, field } = spec;
  const lists = lexicon === undefined ? groups : [[...new Set(wordsOf(lexicon, lexicons))]];
  if (lexicon !== undefined && (lists[0]?.length ?? 0) < 2) {
    throw new UserError(`the lexicon ${lexicon} has one word only; nothing can be swapped`);
  }
  const index = phraseIndex(lists.flatMap((group) => group.map((word, column) => [word, { group, column }] as const)));
  return {
    on: "text",
    field: field ?? null,
    change: (text, random) => {
      const changed = swapColumns(text, findPhrases<Place>(text, index));
      return take === undefined ? changed : draw(changed, take, random);
    },
  };
}

function swapColumns(text: string, found: ReturnType<typeof findPhrases<Place>>): string[] {
  const changed = new Set<string>();
  for (const [own, matches] of Map.groupBy(found, ({ value }) => value.column)) {
    const columns = matches[0]?.value.group.length ?? 0;
    for (let column = 0; column < columns; column++) {
      if (column !== own) changed.add(replacePhrases(text, matches, ({ value }) => value.group[column] ?? ""));
    }
  }
  return [...changed];
}
