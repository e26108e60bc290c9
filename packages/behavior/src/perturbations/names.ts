import type { Random } from "@airworthy/stats";
import * as v from "valibot";
import { shippedLexicon } from "../cases/shipped-lexicons.ts";
import { draw } from "./draw.ts";
import { CHECKLIST_TAKE, type OnText, takeSchema, textEntries } from "./perturbation.ts";
import { findPhrases, type PhraseIndex, type PhraseMatch, phraseIndex } from "./phrases.ts";

export const namesSchema = v.strictObject({
  by: v.pipe(v.literal("names"), v.description("Puts other people's names for those that the shipped lists know.")),
  change: v.exactOptional(
    v.pipe(
      v.picklist(["first", "last", "all"]),
      v.description("first: given names only. last: family names after a given one only. all: both, the default."),
    ),
  ),
  take: v.exactOptional(takeSchema),
  ...textEntries,
});

interface NameLists {
  readonly first: PhraseIndex<readonly string[]>;
  readonly last: readonly string[];
  readonly lastIndex: PhraseIndex<null>;
}

/** One person of the text: where the name stands, and the given names of the same sex. */
interface Person {
  readonly first: PhraseMatch<readonly string[]>;
  readonly last: PhraseMatch<null> | null;
}

/**
 * As CheckList's change_names, but by lists where that has a parser: a name is a capital word that stands in the shipped
 * list of given names, and a family name a listed one right after it. Each changed text has another name for one person,
 * a given name from the list of the same sex, wherever it stands; `take` are drawn, 10 without it.
 */
export async function names(spec: v.InferOutput<typeof namesSchema>): Promise<OnText> {
  const { change = "all", take = CHECKLIST_TAKE, field } = spec;
  const lists = await loadLists();
  return {
    on: "text",
    field: field ?? null,
    change: (text, random) => {
      const renamings = findPeople(text, lists)
        .filter(({ last }) => change !== "last" || last !== null)
        .flatMap((person) => renamingsOf(text, person, change, { lists, take, random }));
      // Drawn before any text is made: a long one has thousands of names.
      return draw(renamings, take, random).map((renaming) => renamed(text, renaming));
    },
  };
}

async function loadLists(): Promise<NameLists> {
  const [female, male, last] = await Promise.all(
    (["female_name", "male_name", "last_name"] as const).map(shippedLexicon),
  );
  const [women, men, families] = [female ?? [], male ?? [], last ?? []];
  return {
    first: phraseIndex([...women.map((name) => [name, women] as const), ...men.map((name) => [name, men] as const)]),
    last: families,
    lastIndex: phraseIndex(families.map((name) => [name, null] as const)),
  };
}

function findPeople(text: string, { first, lastIndex }: NameLists): Person[] {
  const capitals = findPhrases(text, lastIndex).filter((match) => isCapital(text, match));
  const families = new Map(capitals.map((match) => [match.start, match]));
  const people = new Map<string, Person>();
  for (const match of findPhrases(text, first)) {
    if (!isCapital(text, match)) continue;
    const last = text.charAt(match.end) === " " ? (families.get(match.end + 1) ?? null) : null;
    const name = text.slice(match.start, last?.end ?? match.end);
    if (!people.has(name)) people.set(name, { first: match, last });
  }
  return [...people.values()];
}

function isCapital(text: string, { start }: PhraseMatch<unknown>): boolean {
  const letter = text.charAt(start);
  return letter !== letter.toLowerCase();
}

interface Drawing {
  readonly lists: NameLists;
  readonly take: number;
  readonly random: Random;
}

interface Renaming {
  readonly name: string;
  readonly other: string;
}

function renamingsOf(
  text: string,
  { first, last }: Person,
  change: "first" | "last" | "all",
  { lists, take, random }: Drawing,
): Renaming[] {
  const [given, family] = [text.slice(first.start, first.end), last === null ? "" : text.slice(last.start, last.end)];
  const others = (list: readonly string[], own: string) => draw(list, take + 1, random).filter((name) => name !== own);
  if (change === "last") return others(lists.last, family).map((other) => ({ name: family, other }));
  const firsts = others(first.value, given);
  if (change === "first" || last === null) return firsts.map((other) => ({ name: given, other }));
  const lasts = others(lists.last, family);
  return firsts.flatMap((other, at) =>
    lasts[at] === undefined ? [] : [{ name: `${given} ${family}`, other: `${other} ${lasts[at]}` }],
  );
}

/** The text with the other name wherever the name stands as a whole. */
function renamed(text: string, { name, other }: Renaming): string {
  const parts: string[] = [];
  let end = 0;
  for (const place of findPhrases(text, phraseIndex([[name, null]]))) {
    if (!text.startsWith(name, place.start)) continue;
    parts.push(text.slice(end, place.start));
    end = place.end;
  }
  parts.push(text.slice(end));
  return parts.join(other);
}
